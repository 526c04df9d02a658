#pragma once

#include <string>

#include "core/text.h"

namespace pixelwhy {

/// A module of the program that is loaded when it is first needed, because its libraries would cost every
/// start. Looked for beside the executable, in `../lib/pixelwhy` from there, and where it was built. Throws a
/// failure that names the reason; `needed_for` says in a message what it is good for. Never unloaded.
void* load_module(const std::string& file, const Text& needed_for);

/// A function of a module; throws a failure when it has no such.
void* find_symbol(void* module, const std::string& file, const char* name);

template <class Function>
Function* function_of(void* module, const std::string& file, const char* name) {
  return reinterpret_cast<Function*>(find_symbol(module, file, name));
}

}  // namespace pixelwhy
