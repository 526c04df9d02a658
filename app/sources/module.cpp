#include "sources/module.h"

#include <dlfcn.h>

#include <filesystem>

#include "core/data_dir.h"
#include "sources/problem.h"

namespace pixelwhy {

namespace fs = std::filesystem;

void* load_module(const std::string& name, const Text& needed_for) {
  const fs::path program = executable_dir();
  const fs::path folders[] = {program, program.parent_path() / "lib" / "pixelwhy", PIXELWHY_MODULE_DIR};
  std::string problems;
  for (const fs::path& folder : folders) {
    const fs::path file = folder / name;
    std::error_code none;
    if (!fs::exists(file, none)) {
      problems += (problems.empty() ? "" : "; ") + ("not in " + shown(folder));
      continue;
    }
    if (void* handle = dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL)) return handle;
    const char* const reason = dlerror();
    throw failure_of("the module " + name + " cannot be loaded", {reason ? reason : "unknown reason", {}});
  }
  throw failure("the module " + name + ", which " + needed_for.en + ", was not found: " + problems,
                "未找到" + needed_for.zh + "所需的模块 " + name + "：" + problems);
}

void* find_symbol(void* module, const std::string& file, const char* name) {
  if (void* symbol = dlsym(module, name)) return symbol;
  throw failure(file + " is not this program's module", file + " 不是本程序的模块");
}

}  // namespace pixelwhy
