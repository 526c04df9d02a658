#include "gui/follow_link.h"

#include "core/error.h"
#include "gui/region_tool.h"
#include "notes/link.h"

namespace pixelwhy::gui {

void follow_link(AppState& state, const std::string& target) {
  Link link;
  try {
    link = parse_link(state.current_demo(), target);
  } catch (const Error& error) {
    state.notices.error(error.text());
    return;
  }
  commit(state);  // what was changed before is a step of its own
  state.current_settings() = std::move(link.settings);
  choose_stage(state, link.stage);
  unpin(state);
  state.trail.reset();
  state.arriving = link.at;
  if (!link.source.empty() && link.source != state.source) {
    state.wishes.open = link.source;  // settings and picture become one step when it has been opened
  } else {
    enter_region(state, std::nullopt);  // the link's pixel is one of the whole picture
    commit(state);
  }
}

}  // namespace pixelwhy::gui
