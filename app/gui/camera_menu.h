#pragma once

#include <string>

#include "gui/camera_list.h"
#include "gui/ui.h"

namespace pixelwhy::gui {

/// The button "Camera" of the top bar and its menu: the cameras with their modes, the address of a stream,
/// the moving scene.
class CameraMenu {
 public:
  explicit CameraMenu(const std::function<void()>& wake) : list_(wake) {}
  /// Draws the button at `at`, and the menu below `menu_top`; returns where the button ends.
  float draw(Ui& ui, ImVec2 at, float menu_top);

 private:
  void draw_menu(Ui& ui);
  void draw_last(Ui& ui, float width);
  void draw_cameras(Ui& ui, float width);
  void draw_modes(Ui& ui, float width);
  void draw_address(Ui& ui, float width);
  void open(Ui& ui, const std::string& spec);

  CameraList list_;
  std::optional<Camera> chosen_;  ///< whose modes are listed
  std::string address_;
  bool address_wrong_ = false;
};

}  // namespace pixelwhy::gui
