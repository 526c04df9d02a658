#include "core/code.h"

namespace pixelwhy {

std::string python_word(std::string cpp) {
  if (cpp == "true") return "True";
  if (cpp == "false") return "False";
  if (cpp.starts_with("cv::")) return "cv2." + cpp.substr(4);
  return cpp;
}

}  // namespace pixelwhy
