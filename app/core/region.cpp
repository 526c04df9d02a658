#include "core/region.h"

#include <cstdint>

#include "core/error.h"

namespace pixelwhy {

std::string region_text(const cv::Rect& region) {
  return std::to_string(region.x) + "," + std::to_string(region.y) + "," + std::to_string(region.width) +
         "," + std::to_string(region.height);
}

bool fits(const cv::Rect& region, cv::Size size) {
  const auto within = [](int begin, int length, int whole) {
    return begin >= 0 && length > 0 && std::int64_t{begin} + length <= whole;
  };
  return within(region.x, region.width, size.width) && within(region.y, region.height, size.height);
}

FramePtr cut(const FramePtr& frame, const cv::Rect& region) {
  const FramePtr whole = whole_of(frame);
  const cv::Size size = whole->pixels.size();
  const std::string extent = std::to_string(size.width) + "×" + std::to_string(size.height);
  if (!fits(region, size)) {
    const std::string text = region_text(region);
    throw usage_error("'" + whole->name + "': the region " + text + " is not within its " + extent +
                          " pixels; expected X,Y,W,H with X+W up to " + std::to_string(size.width) +
                          " and Y+H up to " + std::to_string(size.height),
                      "“" + whole->name + "”：区域 " + text + " 不在其 " + extent +
                          " 像素之内；应为 X,Y,W,H，X+W 不超过 " + std::to_string(size.width) +
                          "，Y+H 不超过 " + std::to_string(size.height));
  }
  auto result = std::make_shared<Frame>(*whole);
  for (cv::Mat* picture : {&result->pixels, &result->alpha, &result->original}) {
    if (picture->size() == size) *picture = (*picture)(region);
  }
  result->name += " [" + std::to_string(region.x) + "," + std::to_string(region.y) + " " +
                  std::to_string(region.width) + "×" + std::to_string(region.height) + "]";
  result->whole = whole;
  result->region = region;
  return result;
}

FramePtr cut(const FramePtr& frame, const std::optional<cv::Rect>& region) {
  return region ? cut(frame, *region) : whole_of(frame);
}

const Frame& whole_of(const Frame& frame) { return frame.whole ? *frame.whole : frame; }

FramePtr whole_of(const FramePtr& frame) { return frame->whole ? frame->whole : frame; }

std::optional<cv::Rect> region_of(const Frame& frame) {
  return frame.whole ? std::optional(frame.region) : std::nullopt;
}

}  // namespace pixelwhy
