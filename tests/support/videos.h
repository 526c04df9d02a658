#pragma once

#include <filesystem>
#include <opencv2/core.hpp>
#include <string>
#include <vector>

namespace pixelwhy::test {

/// A picture that carries a number (below 4096) in blocks that survive lossy coding, above a ramp that moves.
cv::Mat numbered_picture(int number, cv::Size size = {192, 128});
/// The number in a picture, or -1 when there is none.
int number_in(const cv::Mat& picture);

/// What to write. Frame i carries the number i.
struct VideoPlan {
  std::string codec = "mpeg4";  ///< libav's name of an encoder
  int frames = 60;
  int rate = 25;
  int group = 12;    ///< frames from one key frame to the next
  int between = 0;   ///< B-frames
  int rotation = 0;  ///< clockwise degrees by which players turn it upright, written as phones do
  cv::Size size{192, 128};
  std::vector<int> times;  ///< in 1/1000 s, for a rate that varies; empty: evenly
};

/// False when this system's libav has no such encoder.
bool can_write(const VideoPlan& plan);
/// The container follows from the name. Throws std::runtime_error.
void write_video(const std::filesystem::path& path, const VideoPlan& plan);

}  // namespace pixelwhy::test
