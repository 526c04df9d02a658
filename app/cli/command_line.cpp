#include "cli/command_line.h"

#include <cstdio>
#include <new>
#include <opencv2/core/utils/logger.hpp>

#include "cli/commands.h"
#include "cli/help.h"
#include "core/error.h"

namespace pixelwhy {

namespace {

int dispatch(const Program& program, const std::vector<std::string>& words) {
  const std::string command = words.empty() ? "" : words[0];
  const auto rest = std::span(words).subspan(words.empty() ? 0 : 1);
  if (command == "--help" || command == "-h" || command == "help") return print_help();
  if (command == "--version") {
    if (!rest.empty())
      throw usage_error("--version takes no further words; '" + rest[0] + "' is one too many");
    std::printf("%s\n", program.version.c_str());
    return 0;
  }
  if (command == "list") return list_command(*program.demos, rest);
  if (command == "run") return run_command(*program.demos, rest);
  if (command == "record") return record_command(*program.demos, rest);
  if (command == "explain") return explain_command(*program.demos, rest);
  if (command == "bench") return bench_command(program, rest);
  if (command == "compare") return compare_command(*program.demos, rest);
  if (command == "code") return code_command(program, rest);
  if (command == "figure") return figure_command(*program.demos, rest);
  if (command == "sweep") return sweep_command(*program.demos, rest);
  if (command == "note") return note_command(*program.demos, rest);
  if (command == "gallery") return gallery_command(*program.demos, rest);
  return window_command(program, words);
}

/// One line, whatever a library has put into its message.
void print_error(std::string message) {
  for (char& c : message) {
    if (c == '\n' || c == '\r' || c == '\t') c = ' ';
  }
  std::fprintf(stderr, "pixelwhy: %s\n", message.c_str());
}

}  // namespace

int run_command_line(const Program& program, const std::vector<std::string>& words) {
  cv::utils::logging::setLogLevel(cv::utils::logging::LOG_LEVEL_SILENT);
  cv::redirectError([](int, const char*, const char*, const char*, int, void*) { return 0; });
  try {
    const int status = dispatch(program, words);
    if (std::fflush(stdout) != 0) throw failure("cannot write to standard output");
    return status;
  } catch (const Error& error) {
    print_error(error.what());
    return error.kind() == Error::Kind::Usage ? 2 : 1;
  } catch (const std::bad_alloc&) {
    print_error("not enough memory");
  } catch (const cv::Exception& error) {
    print_error(error.code == cv::Error::StsNoMem ? "not enough memory" : error.err);
  } catch (const std::exception& error) {
    print_error(error.what());
  }
  return 1;
}

}  // namespace pixelwhy
