#include "sources/to_frame.h"

#include <cmath>
#include <cstdint>
#include <cstdio>
#include <opencv2/imgproc.hpp>

#include "core/error.h"

namespace pixelwhy {
namespace {

/// Returns whether the value had to be changed to fit.
bool to_8_bit(double value, std::uint8_t& out) {
  if (!(value > 0)) {  // NaN too
    out = 0;
    return value != 0;
  }
  out = value >= 1 ? std::uint8_t{255} : static_cast<std::uint8_t>(std::floor(value * 255 + 0.5));
  return value > 1;
}

template <typename Real>
cv::Mat from_real(const cv::Mat& picture, std::size_t& outside) {
  cv::Mat bytes(picture.size(), CV_8UC(picture.channels()));
  for (int y = 0; y < picture.rows; ++y) {
    const auto* from = picture.ptr<Real>(y);
    auto* to = bytes.ptr<std::uint8_t>(y);
    for (int i = 0; i < picture.cols * picture.channels(); ++i) outside += to_8_bit(from[i], to[i]) ? 1 : 0;
  }
  return bytes;
}

cv::Mat from_16_bit(const cv::Mat& picture) {
  cv::Mat bytes(picture.size(), CV_8UC(picture.channels()));
  for (int y = 0; y < picture.rows; ++y) {
    const auto* from = picture.ptr<std::uint16_t>(y);
    auto* to = bytes.ptr<std::uint8_t>(y);
    for (int i = 0; i < picture.cols * picture.channels(); ++i)
      to[i] = static_cast<std::uint8_t>(from[i] >> 8);
  }
  return bytes;
}

Text real_note(const cv::Mat& picture, std::size_t outside) {
  const std::string bits = picture.depth() == CV_32F ? "32" : "64";
  Text note{bits + "-bit float values taken as 0 to 1, multiplied by 255 and rounded",
            bits + " 位浮点值按 0 到 1 解释，乘以 255 并取整"};
  if (outside > 0) {
    const double samples = static_cast<double>(picture.total()) * picture.channels();
    char percent[32];
    std::snprintf(percent, sizeof percent, "%.3g", 100.0 * static_cast<double>(outside) / samples);
    note.en += std::string("; ") + percent + " % of them lay outside or were no numbers, and were clamped";
    note.zh += std::string("；其中 ") + percent + " % 超出范围或不是数，已截断";
  }
  return note;
}

/// The picture with 8-bit samples; notes what that took.
cv::Mat reduce_depth(const cv::Mat& picture, std::vector<Text>& notes) {
  std::size_t outside = 0;
  cv::Mat bytes;
  switch (picture.depth()) {
    case CV_8U:
      return picture;
    case CV_16U:
      notes.push_back({"16-bit values reduced to 8 bits (v >> 8)", "16 位数值降为 8 位（v >> 8）"});
      return from_16_bit(picture);
    case CV_32F:
      bytes = from_real<float>(picture, outside);
      break;
    case CV_64F:
      bytes = from_real<double>(picture, outside);
      break;
    default:
      throw failure("pictures of signed or 32-bit integers are not read; 8 and 16-bit unsigned and float are",
                    "不支持有符号或 32 位整数图片；支持 8、16 位无符号数和浮点数");
  }
  notes.push_back(real_note(picture, outside));
  return bytes;
}

}  // namespace

Frame to_frame(cv::Mat picture) {
  Frame frame;
  cv::Mat bytes = reduce_depth(picture, frame.notes);
  if (picture.depth() != CV_8U) frame.original = picture;
  picture.release();
  switch (bytes.channels()) {
    case 1:
      cv::cvtColor(bytes, frame.pixels, cv::COLOR_GRAY2BGR);
      break;
    case 2: {
      cv::Mat gray;
      cv::extractChannel(bytes, gray, 0);
      cv::extractChannel(bytes, frame.alpha, 1);
      cv::cvtColor(gray, frame.pixels, cv::COLOR_GRAY2BGR);
      break;
    }
    case 3:
      frame.pixels = bytes;
      break;
    case 4:
      cv::extractChannel(bytes, frame.alpha, 3);
      cv::cvtColor(bytes, frame.pixels, cv::COLOR_BGRA2BGR);
      break;
    default:
      throw failure("pictures of " + std::to_string(bytes.channels()) + " channels are not read; 1 to 4 are",
                    "不支持 " + std::to_string(bytes.channels()) + " 通道图片；支持 1 到 4 通道");
  }
  return frame;
}

}  // namespace pixelwhy
