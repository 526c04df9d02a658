#pragma once

#include <exception>
#include <new>
#include <optional>
#include <string>

#include "core/text.h"

namespace pixelwhy {

/// The one typed error for bad input. Its text is a single line that names the thing, the value and what
/// would be accepted. `Usage` means that the words were wrong (exit status 2), `Failure` that it could not be
/// done (1).
class Error : public std::exception {
 public:
  enum class Kind { Usage, Failure };

  Error(Kind kind, Text text) : kind_(kind), text_(std::move(text)) {}

  Kind kind() const { return kind_; }
  const Text& text() const { return text_; }
  const char* what() const noexcept override { return text_.en.c_str(); }

 private:
  Kind kind_;
  Text text_;
};

inline Error usage_error(std::string en, std::string zh = {}) {
  return {Error::Kind::Usage, {std::move(en), std::move(zh)}};
}
inline Error failure(std::string en, std::string zh = {}) {
  return {Error::Kind::Failure, {std::move(en), std::move(zh)}};
}

/// Runs a function; whatever it throws becomes a typed error, one that was not typed about `subject`.
template <class Function>
std::optional<Error> caught(const std::string& subject, Function function) {
  try {
    function();
    return std::nullopt;
  } catch (const Error& error) {
    return error;
  } catch (const std::bad_alloc&) {
    return failure(subject + ": not enough memory", subject + "：内存不足");
  } catch (const std::exception& error) {
    return failure(subject + ": " + error.what(), subject + "：" + error.what());
  }
}

}  // namespace pixelwhy
