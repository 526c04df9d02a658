#include "cli/interruption.h"

namespace pixelwhy {

namespace {

volatile std::sig_atomic_t interrupted = 0;

void note(int) { interrupted = 1; }

}  // namespace

Interruption::Interruption() {
  interrupted = 0;
  struct sigaction action {};
  action.sa_handler = note;
  action.sa_flags = static_cast<int>(SA_RESTART | SA_RESETHAND);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    struct sigaction before {};
    ::sigaction(signal, nullptr, &before);
    if (before.sa_handler == SIG_IGN) continue;  // as `nohup` wants it
    ::sigaction(signal, &action, nullptr);
    before_.emplace_back(signal, before);
  }
}

Interruption::~Interruption() {
  for (const auto& [signal, before] : before_) ::sigaction(signal, &before, nullptr);
}

bool Interruption::requested() const { return interrupted != 0; }

}  // namespace pixelwhy
