#include <fcntl.h>
#include <linux/videodev2.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <set>
#include <tuple>
#include <utility>

#include "core/parameter.h"
#include "sources/cameras.h"
#include "sources/problem.h"

namespace pixelwhy {

namespace {

/// An open device that is closed with its object.
class Device {
 public:
  explicit Device(int descriptor) : descriptor_(descriptor) {}
  ~Device() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  Device(const Device&) = delete;
  Device& operator=(const Device&) = delete;

  template <class Argument>
  bool ask(unsigned long request, Argument& argument) const {
    int result = 0;
    do {
      result = ::ioctl(descriptor_, request, &argument);
    } while (result < 0 && errno == EINTR);
    return result >= 0;
  }
  int release() { return std::exchange(descriptor_, -1); }

 private:
  int descriptor_;
};

std::string subject_of(const Camera& camera) {
  return "camera:" + std::to_string(camera.number) + " (" + camera.name + ")";
}

Error why_not(const Camera& camera, int problem) {
  const std::string subject = subject_of(camera);
  const std::string device = shown(camera.device);
  switch (problem) {
    case EACCES:
    case EPERM:
      return failure_of(
          subject,
          {"no permission for " + device +
               "; join the group video (sudo usermod -aG video $USER) and log in again",
           "没有访问 " + device + " 的权限；请加入 video 组（sudo usermod -aG video $USER）后重新登录"});
    case EBUSY:
      return failure_of(subject,
                        {"in use by another program; close that one", "正被其他程序占用；请先关闭该程序"});
    case ENOENT:
    case ENODEV:
    case ENXIO:
      return failure_of(subject,
                        {"unplugged; it is used again when it comes back", "已拔出；重新接入后自动恢复"});
    default:
      return failure_of(subject, {std::string("cannot be opened: ") + std::strerror(problem),
                                  std::string("无法打开：") + std::strerror(problem)});
  }
}

double rate_of(const v4l2_fract& interval) {
  return interval.numerator == 0 ? 0 : static_cast<double>(interval.denominator) / interval.numerator;
}

/// The rates of one format and size; of a range the ends.
std::vector<double> rates_of(const Device& device, std::uint32_t format, cv::Size size) {
  constexpr std::uint32_t most = 64;  // a broken driver need not ever say that there are no more
  std::vector<double> rates;
  for (std::uint32_t i = 0; i < most; ++i) {
    v4l2_frmivalenum entry{};
    entry.index = i;
    entry.pixel_format = format;
    entry.width = static_cast<std::uint32_t>(size.width);
    entry.height = static_cast<std::uint32_t>(size.height);
    if (!device.ask(VIDIOC_ENUM_FRAMEINTERVALS, entry)) break;
    if (entry.type == V4L2_FRMIVAL_TYPE_DISCRETE) {
      rates.push_back(rate_of(entry.discrete));
      continue;
    }
    rates.push_back(rate_of(entry.stepwise.min));
    rates.push_back(rate_of(entry.stepwise.max));
    break;
  }
  return rates;
}

/// The sizes of one format; of a range the usual ones that lie in it.
std::vector<cv::Size> sizes_of(const Device& device, std::uint32_t format) {
  constexpr std::uint32_t most = 64;
  const cv::Size usual[] = {{320, 240}, {640, 480}, {800, 600}, {1280, 720}, {1920, 1080}, {3840, 2160}};
  std::vector<cv::Size> sizes;
  for (std::uint32_t i = 0; i < most; ++i) {
    v4l2_frmsizeenum entry{};
    entry.index = i;
    entry.pixel_format = format;
    if (!device.ask(VIDIOC_ENUM_FRAMESIZES, entry)) break;
    if (entry.type == V4L2_FRMSIZE_TYPE_DISCRETE) {
      sizes.emplace_back(static_cast<int>(entry.discrete.width), static_cast<int>(entry.discrete.height));
      continue;
    }
    const v4l2_frmsize_stepwise& range = entry.stepwise;
    for (const cv::Size size : usual) {
      const auto width = static_cast<std::uint32_t>(size.width);
      const auto height = static_cast<std::uint32_t>(size.height);
      if (width >= range.min_width && width <= range.max_width && height >= range.min_height &&
          height <= range.max_height)
        sizes.push_back(size);
    }
    break;
  }
  return sizes;
}

/// Every format, size and rate that the camera lists.
std::vector<CameraFormat> formats_of(const Camera& camera) {
  constexpr std::uint32_t most = 64;
  const Device device(open_camera_device(camera));
  std::vector<CameraFormat> formats;
  for (std::uint32_t i = 0; i < most; ++i) {
    v4l2_fmtdesc format{};
    format.index = i;
    format.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
    if (!device.ask(VIDIOC_ENUM_FMT, format)) break;
    for (const cv::Size size : sizes_of(device, format.pixelformat)) {
      const std::vector<double> rates = rates_of(device, format.pixelformat, size);
      if (rates.empty()) formats.push_back({format.pixelformat, {size, 0}});
      for (const double rate : rates) formats.push_back({format.pixelformat, {size, rate}});
    }
  }
  return formats;
}

/// Largest first, then fastest.
auto order_of(const CameraMode& mode) { return std::tuple(-mode.size.area(), -mode.size.width, -mode.rate); }

}  // namespace

int open_camera_device(const Camera& camera) {
  const int descriptor = ::open(camera.device.c_str(), O_RDWR | O_NONBLOCK | O_CLOEXEC);
  if (descriptor < 0) throw why_not(camera, errno);
  Device device(descriptor);
  v4l2_capability capability{};
  if (!device.ask(VIDIOC_QUERYCAP, capability)) throw why_not(camera, errno);
  const std::uint32_t abilities =
      capability.capabilities & V4L2_CAP_DEVICE_CAPS ? capability.device_caps : capability.capabilities;
  if (!(abilities & V4L2_CAP_VIDEO_CAPTURE)) {
    throw failure_of(subject_of(camera), {"the device takes no pictures; another camera is needed",
                                          "该设备不能采集图像；请选择其他摄像头"});
  }
  // To give back no buffers does nothing, but is refused while another program has the stream.
  v4l2_requestbuffers none{};
  none.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
  none.memory = V4L2_MEMORY_MMAP;
  if (!device.ask(VIDIOC_REQBUFS, none) && errno == EBUSY) throw why_not(camera, EBUSY);
  return device.release();
}

std::vector<CameraMode> camera_modes(const Camera& camera) {
  const auto before = [](const CameraMode& a, const CameraMode& b) { return order_of(a) < order_of(b); };
  std::set<CameraMode, decltype(before)> modes(before);
  for (const CameraFormat& format : formats_of(camera)) modes.insert(format.mode);
  return {modes.begin(), modes.end()};
}

CameraFormat choose_format(const Camera& camera, const CameraMode& mode) {
  constexpr double tolerance = 0.5;  // 29.97 is 30
  constexpr double fluent = 25;
  constexpr int comfortable = 1280 * 720;
  const std::vector<CameraFormat> formats = formats_of(camera);
  if (formats.empty()) return {0, mode};
  const CameraFormat* best = nullptr;
  const auto rank = [&](const CameraFormat& f) {
    const bool good = mode.rate > 0 || f.mode.rate >= fluent || f.mode.rate == 0;
    const bool fits = f.mode.size.area() <= comfortable;
    // The faster of two equal sizes; and rather what needs no decompression.
    return std::tuple(good, fits, fits ? f.mode.size.area() : -f.mode.size.area(), f.mode.rate,
                      f.format != V4L2_PIX_FMT_MJPEG);
  };
  for (const CameraFormat& format : formats) {
    if (!mode.size.empty() && format.mode.size != mode.size) continue;
    if (mode.rate > 0 && format.mode.rate > 0 && std::abs(format.mode.rate - mode.rate) > tolerance) continue;
    if (!best || rank(*best) < rank(format)) best = &format;
  }
  if (best) return *best;
  std::vector<std::string> offered;
  for (const CameraMode& other : camera_modes(camera)) offered.push_back(camera_spec("", other).substr(7));
  const std::string wanted = camera_spec("", mode).substr(7);
  throw usage_error(
      subject_of(camera) + ": the mode '" + wanted + "' is not offered; expected " + join_or(offered),
      subject_of(camera) + "：不提供模式“" + wanted + "”；可用 " + join_or(offered));
}

}  // namespace pixelwhy
