#include "core/image_pool.h"

#include <algorithm>
#include <mutex>
#include <vector>

namespace pixelwhy {

namespace {

/// Hands blocks of memory to cv::Mat and takes them back; blocks wait in a list until they fit a request or
/// are trimmed.
class Pool : public cv::MatAllocator {
 public:
  cv::UMatData* allocate(int dims, const int* sizes, int type, void* data, std::size_t* step, cv::AccessFlag,
                         cv::UMatUsageFlags) const override {
    std::size_t total = CV_ELEM_SIZE(type);
    for (int i = dims - 1; i >= 0; --i) {
      if (step) {
        if (data && step[i] != cv::Mat::AUTO_STEP) {
          total = step[i];
        } else {
          step[i] = total;
        }
      }
      total *= static_cast<std::size_t>(sizes[i]);
    }
    auto* header = new cv::UMatData(this);
    header->size = total;
    header->data = header->origdata = data ? static_cast<uchar*>(data) : take(total);
    if (data) header->flags |= cv::UMatData::USER_ALLOCATED;
    return header;
  }

  bool allocate(cv::UMatData* header, cv::AccessFlag, cv::UMatUsageFlags) const override {
    return header != nullptr;
  }

  void deallocate(cv::UMatData* header) const override {
    if (!header) return;
    if (!(header->flags & cv::UMatData::USER_ALLOCATED)) give_back(header->origdata, header->size);
    delete header;
  }

  void trim() {
    const std::scoped_lock lock(mutex_);
    ++generation_;
    std::erase_if(waiting_, [&](const Block& block) {
      if (block.generation + 2 > generation_) return false;
      cv::fastFree(block.memory);
      return true;
    });
  }

  ImagePoolStatistics statistics() const {
    const std::scoped_lock lock(mutex_);
    ImagePoolStatistics result = statistics_;
    for (const Block& block : waiting_) result.waiting_bytes += block.size;
    return result;
  }

 private:
  struct Block {
    uchar* memory;
    std::size_t size;
    std::size_t generation;
  };

  // Only blocks of exactly the size asked for are reused: pictures of one run recur in the same few sizes.
  uchar* take(std::size_t size) const {
    {
      const std::scoped_lock lock(mutex_);
      const auto found = std::find_if(waiting_.rbegin(), waiting_.rend(),
                                      [&](const Block& block) { return block.size == size; });
      if (found != waiting_.rend()) {
        uchar* memory = found->memory;
        waiting_.erase(std::next(found).base());
        ++statistics_.reused;
        return memory;
      }
      ++statistics_.allocated;
    }
    return static_cast<uchar*>(cv::fastMalloc(size));
  }

  void give_back(uchar* memory, std::size_t size) const {
    const std::scoped_lock lock(mutex_);
    waiting_.push_back({memory, size, generation_});
  }

  mutable std::mutex mutex_;
  mutable std::vector<Block> waiting_;
  mutable ImagePoolStatistics statistics_;
  std::size_t generation_ = 0;
};

// Never destroyed: pictures in other static objects may outlive any order of destruction.
Pool& pool() {
  static Pool& instance = *new Pool;
  return instance;
}

std::mutex opencv_mutex;
int opencv_users = 0;

}  // namespace

cv::Mat new_image(cv::Size size, int type) {
  cv::Mat image;
  image.allocator = &pool();
  image.create(size, type);
  return image;
}

cv::Mat new_image(cv::Size size, int type, const cv::Scalar& value) {
  cv::Mat image = new_image(size, type);
  image.setTo(value);
  return image;
}

OpenCvInPool::OpenCvInPool() {
  const std::scoped_lock lock(opencv_mutex);
  if (opencv_users++ == 0) cv::Mat::setDefaultAllocator(&pool());
}

OpenCvInPool::~OpenCvInPool() {
  const std::scoped_lock lock(opencv_mutex);
  if (--opencv_users == 0) cv::Mat::setDefaultAllocator(cv::Mat::getStdAllocator());
}

void trim_image_pool() { pool().trim(); }

ImagePoolStatistics image_pool_statistics() { return pool().statistics(); }

}  // namespace pixelwhy
