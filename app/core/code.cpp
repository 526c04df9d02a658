#include "core/code.h"

namespace pixelwhy {

std::string python_word(std::string cpp) {
  if (cpp == "true") return "True";
  if (cpp == "false") return "False";
  for (std::size_t at = cpp.find("cv::"); at != std::string::npos; at = cpp.find("cv::", at))
    cpp.replace(at, 4, "cv2.");
  return cpp;
}

}  // namespace pixelwhy
