#pragma once

#include <memory>

#include "sources/webp_writer_module.h"

namespace pixelwhy {

inline constexpr int most_webp_side = 16383;

/// libwebp, in a module that is loaded when it is first needed. Unless it is to be lossless, each picture is
/// coded with loss (quality 90) or without, whichever is smaller. Throws a failure that names the reason.
std::unique_ptr<WebpAnimation> begin_webp(cv::Size size, bool lossless);

}  // namespace pixelwhy
