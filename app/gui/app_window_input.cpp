#define GLFW_INCLUDE_NONE  // OpenGL comes from libepoxy
#include <GLFW/glfw3.h>
#include <imgui.h>

#include <cctype>
#include <cstring>
#include <filesystem>

#include "gui/app_window.h"
#include "gui/strings.h"

namespace pixelwhy::gui {

namespace {

AppWindow& of(GLFWwindow* window) { return *static_cast<AppWindow*>(glfwGetWindowUserPointer(window)); }

/// The name of a key that is no sign: a letter as the keyboard layout prints it, or a word.
std::string key_name(int key, int scancode) {
  switch (key) {
    case GLFW_KEY_LEFT:
      return "Left";
    case GLFW_KEY_RIGHT:
      return "Right";
    case GLFW_KEY_UP:
      return "Up";
    case GLFW_KEY_DOWN:
      return "Down";
    case GLFW_KEY_PAGE_UP:
      return "PageUp";
    case GLFW_KEY_PAGE_DOWN:
      return "PageDown";
    case GLFW_KEY_HOME:
      return "Home";
    case GLFW_KEY_END:
      return "End";
    case GLFW_KEY_ESCAPE:
      return "Escape";
    case GLFW_KEY_SPACE:
      return "Space";
    case GLFW_KEY_BACKSPACE:
      return "Backspace";
    case GLFW_KEY_ENTER:
    case GLFW_KEY_KP_ENTER:
      return "Enter";
    case GLFW_KEY_TAB:
      return "Tab";
    case GLFW_KEY_F5:
      return "F5";
    case GLFW_KEY_KP_ADD:
      return "+";
    case GLFW_KEY_KP_SUBTRACT:
      return "-";
    default:
      break;
  }
  const char* printed = glfwGetKeyName(key, scancode);
  if (printed && std::strlen(printed) == 1 && std::isalpha(static_cast<unsigned char>(*printed))) {
    return std::string(1, static_cast<char>(std::toupper(static_cast<unsigned char>(*printed))));
  }
  // Layouts without Latin letters keep the shortcuts where they are on an English keyboard.
  if (key >= GLFW_KEY_A && key <= GLFW_KEY_Z)
    return std::string(1, static_cast<char>('A' + key - GLFW_KEY_A));
  if (key >= GLFW_KEY_0 && key <= GLFW_KEY_9)
    return std::string(1, static_cast<char>('0' + key - GLFW_KEY_0));
  if (key == GLFW_KEY_EQUAL) return "=";
  if (key == GLFW_KEY_MINUS) return "-";
  return {};
}

bool repeats(const std::string& name) {
  return name == "Left" || name == "Right" || name == "Up" || name == "Down" || name == "+" || name == "-" ||
         name == "PageUp" || name == "PageDown" || name == "Z";
}

std::string lower_extension(const std::filesystem::path& path) {
  std::string extension = path.extension();
  for (char& c : extension) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return extension;
}

void append_utf8(std::string& text, unsigned code) {
  if (code < 0x80) {
    text += static_cast<char>(code);
    return;
  }
  const int more = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
  constexpr unsigned leads[] = {0, 0xc0, 0xe0, 0xf0};
  text += static_cast<char>(leads[more] | code >> (6 * more));
  for (int i = more - 1; i >= 0; --i) text += static_cast<char>(0x80 | (code >> (6 * i) & 0x3f));
}

bool is_sign(const std::string& name) {
  return name.size() == 1 && !std::isalpha(static_cast<unsigned char>(name[0]));
}

}  // namespace

void AppWindow::install_callbacks() {
  GLFWwindow* window = graphics_->window();
  glfwSetWindowUserPointer(window, this);
  glfwSetKeyCallback(window, [](GLFWwindow* w, int key, int scancode, int action, int mods) {
    of(w).on_key(key, scancode, action, mods);
  });
  glfwSetCharCallback(window, [](GLFWwindow* w, unsigned code) { of(w).on_character(code); });
  glfwSetDropCallback(window,
                      [](GLFWwindow* w, int count, const char** paths) { of(w).on_drop(count, paths); });
  glfwSetWindowFocusCallback(window, [](GLFWwindow* w, int focused) { of(w).on_focus(focused != 0); });
  glfwSetCursorPosCallback(window, [](GLFWwindow* w, double, double) { of(w).on_event(); });
  glfwSetMouseButtonCallback(window, [](GLFWwindow* w, int, int, int) { of(w).on_event(); });
  glfwSetScrollCallback(window, [](GLFWwindow* w, double, double) { of(w).on_event(); });
  glfwSetFramebufferSizeCallback(window, [](GLFWwindow* w, int, int) { of(w).on_event(); });
  glfwSetWindowRefreshCallback(window, [](GLFWwindow* w) { of(w).on_event(); });
}

void AppWindow::press(const Shortcut& shortcut) {
  const Action* action = action_for(actions_, shortcut);
  if (action && action->can_run(state_)) action->run(state_);
}

void AppWindow::press_in_browser(const Shortcut& shortcut) {
  const auto& [name, control, shift] = shortcut;
  if (name == "Escape" || (name == "O" && control && shift)) {
    state_.browser.open = false;
  } else if (control) {
    state_.browser.keys.push_back("Ctrl+" + name);
  } else if (name.size() > 1) {  // signs and letters come as characters
    state_.browser.keys.push_back(name);
  }
}

void AppWindow::press_in_saving(const Shortcut& shortcut, bool typing) {
  const auto& [name, control, shift] = shortcut;
  if (control && name == "S") state_.saving.keys.emplace_back("Enter");
  if (control || (typing && name != "Escape" && name != "Enter" && name != "Tab")) return;
  state_.saving.keys.push_back(name == "Tab" && shift ? "Shift+Tab" : name);
}

void AppWindow::on_key(int key, int scancode, int action, int mods) {
  on_event();
  const bool typing = ImGui::GetIO().WantTextInput;
  if (key == GLFW_KEY_LEFT_SHIFT || key == GLFW_KEY_RIGHT_SHIFT) {
    const bool alone = (mods & (GLFW_MOD_CONTROL | GLFW_MOD_ALT | GLFW_MOD_SUPER)) == 0;
    if (action == GLFW_PRESS) state_.peek = alone && !typing && !is_covered(state_);
    if (action == GLFW_RELEASE) state_.peek = false;
    return;
  }
  const std::string name = key_name(key, scancode);
  if (action == GLFW_RELEASE) {
    const bool arrow = name == "Left" || name == "Right" || name == "Up" || name == "Down";
    if (arrow && state_.focused_parameter && !ImGui::IsMouseDown(0)) commit(state_);
    return;
  }
  const bool control = (mods & GLFW_MOD_CONTROL) != 0;
  // Undo repeats while its keys are held; Z alone is a switch.
  if (name.empty() || (action == GLFW_REPEAT && (!repeats(name) || (name == "Z" && !control)))) return;
  const bool shift = (mods & GLFW_MOD_SHIFT) != 0;
  if ((mods & (GLFW_MOD_ALT | GLFW_MOD_SUPER)) != 0) return;
  if (control || shift) state_.peek = false;
  if (state_.saving.open) return press_in_saving({name, control, shift}, typing);
  if (state_.sweeping.open) {
    if (name == "Escape" || name == "Enter") state_.sweeping.keys.push_back(name);
    return;
  }
  if (state_.notebook.asking) {
    if (name == "Escape") state_.notebook.asking = false;
    return;
  }
  if (state_.browser.open) {
    if (!typing) press_in_browser({name, control, shift});
    return;
  }
  if (state_.palette_open && (name == "Up" || name == "Down" || name == "Enter")) {
    state_.palette_keys.push_back(name);
    return;
  }
  const bool closes =
      (state_.palette_open || state_.sheet_open) && (name == "Escape" || (name == "P" && control && shift));
  if (typing && name == "Tab" && state_.editing_parameter) state_.typing_step = shift ? -1 : 1;
  if (typing && !closes) return;  // the key belongs to the text field
  if (state_.sheet_open && !closes) return;
  const bool keypad = key == GLFW_KEY_KP_ADD || key == GLFW_KEY_KP_SUBTRACT;
  if (is_sign(name) && !control && !keypad) return;  // comes as a character, whatever the layout
  press({name, control, shift && !is_sign(name)});
}

void AppWindow::on_character(unsigned code) {
  on_event();
  if (state_.browser.open && !ImGui::GetIO().WantTextInput) append_utf8(state_.browser.typed, code);
  if (ImGui::GetIO().WantTextInput || state_.palette_open || state_.browser.open || code >= 0x80) return;
  const std::string name(1, static_cast<char>(code));
  if (std::isalpha(static_cast<unsigned char>(code))) return;
  if (is_covered(state_) && !(state_.sheet_open && name == "?")) return;
  press({name, false, false});
}

/// The parameter whose second picture is shown under the mouse.
std::optional<int> AppWindow::picture_under_mouse() const {
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  const std::vector<Parameter>& parameters = state_.current_demo().parameters;
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    const auto place = ui_->places.find("picture:" + parameters[i].id);
    if (parameters[i].type != ParameterType::Picture || place == ui_->places.end()) continue;
    const ImVec4& p = place->second;
    if (mouse.x >= p.x && mouse.x < p.z && mouse.y >= p.y && mouse.y < p.w) return static_cast<int>(i);
  }
  return std::nullopt;
}

void AppWindow::on_drop(int count, const char** paths) {
  on_event();
  if (count < 1) return;
  uncover(state_);
  if (count == 1 && lower_extension(paths[0]) == ".json") return import_preset(state_, paths[0]);
  if (const auto parameter = picture_under_mouse()) {
    state_.wishes.picture = {*parameter, paths[0]};
    return;
  }
  state_.wishes.open = paths[0];
  state_.wishes.open_preset.reset();
  state_.wishes.open_plain = false;
  state_.wishes.open_note = {};
  if (count > 1) {
    const std::string number = std::to_string(count);
    state_.wishes.open_note = {number + strings::dropped_many.en, number + strings::dropped_many.zh};
  }
}

void AppWindow::on_focus(bool focused) {
  on_event();
  if (!focused) state_.peek = false;
}

}  // namespace pixelwhy::gui
