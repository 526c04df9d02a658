#pragma once

#include <opencv2/core.hpp>

namespace pixelwhy {

/// A new picture of undefined content whose memory comes from a pool: when the last cv::Mat that refers to it
/// goes, the block waits for the next picture of exactly that size. Safe from any thread. This is how
/// operators return values and buffers are still reused from run to run.
cv::Mat new_image(cv::Size size, int type);

/// The same, filled with `value`.
cv::Mat new_image(cv::Size size, int type, const cv::Scalar& value);

/// Gives the pool's memory back that has waited unused since the call before the last. The engine calls it
/// once a run.
void trim_image_pool();

/// While one of these lives, what OpenCV allocates for its results comes from the pool as well, so that its
/// times can be compared with ours: else the pages of fresh memory would be in them.
class OpenCvInPool {
 public:
  OpenCvInPool();
  ~OpenCvInPool();
  OpenCvInPool(const OpenCvInPool&) = delete;
  OpenCvInPool& operator=(const OpenCvInPool&) = delete;
};

struct ImagePoolStatistics {
  std::size_t allocated = 0;      ///< blocks taken from the system so far
  std::size_t reused = 0;         ///< requests served from the pool so far
  std::size_t waiting_bytes = 0;  ///< memory that waits for reuse now
};
ImagePoolStatistics image_pool_statistics();

}  // namespace pixelwhy
