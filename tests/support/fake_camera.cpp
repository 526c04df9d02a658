// A camera that does not exist, for tests: preloaded, it answers for every /dev/videoN below
// $PIXELWHY_DEVICES. What it does is the word in the file `control` there:
//   on        frames come            unplugged   open devices fail, none can be opened
//   silent    frames stop            busy        another program streams
//   denied    no permission          corrupt     every other JPEG is broken
// It offers YUYV at 320×240 and 640×480, and MJPG at 1280×720, whose picture is the file `picture.jpg` there.

#include <dlfcn.h>
#include <fcntl.h>
#include <linux/videodev2.h>
#include <sys/mman.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdarg>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <mutex>
#include <string>

namespace {

struct Mode {
  std::uint32_t format;
  std::uint32_t width, height, rate;
};
constexpr Mode modes[] = {{V4L2_PIX_FMT_YUYV, 320, 240, 30},
                          {V4L2_PIX_FMT_YUYV, 640, 480, 30},
                          {V4L2_PIX_FMT_MJPEG, 1280, 720, 30}};
constexpr std::uint32_t formats[] = {V4L2_PIX_FMT_YUYV, V4L2_PIX_FMT_MJPEG};

constexpr unsigned most_buffers = 8;

/// An open device. Its descriptor is a timer, so that waiting for it works as it is.
struct Device {
  int descriptor = -1;
  Mode mode = modes[0];
  unsigned buffers = 0;
  std::array<std::uint8_t*, most_buffers> memory{};
  std::size_t length = 0;
  std::array<unsigned, most_buffers> queue{};
  unsigned queued = 0;
  unsigned number = 0;
};

std::mutex mutex;
std::array<Device, 16> devices;

template <class Function>
Function* next(const char* name) {
  return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

std::string root() {
  const char* const folder = std::getenv("PIXELWHY_DEVICES");
  return folder ? folder : "";
}

std::string content(const std::string& file) {
  std::string text;
  const int descriptor = next<int(const char*, int, ...)>("open")(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return text;
  char piece[4096];
  for (ssize_t size = 0; (size = ::read(descriptor, piece, sizeof piece)) > 0;)
    text.append(piece, static_cast<std::size_t>(size));
  next<int(int)>("close")(descriptor);
  return text;
}

std::string manner() { return content(root() + "/control"); }

Device* find(int descriptor) {
  for (Device& device : devices)
    if (descriptor >= 0 && device.descriptor == descriptor) return &device;
  return nullptr;
}

bool is_ours(const char* path) {
  return !root().empty() && std::string(path).starts_with(root() + "/dev/video");
}

int refuse(int error) {
  errno = error;
  return -1;
}

int open_device() {
  const std::string now = manner();
  if (now == "denied") return refuse(EACCES);
  if (now == "unplugged") return refuse(ENOENT);
  for (Device& device : devices) {
    if (device.descriptor >= 0) continue;
    device = Device{};
    device.descriptor = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
    return device.descriptor;
  }
  return refuse(EMFILE);
}

void set_timer(const Device& device, bool running) {
  itimerspec time{};
  if (running)
    time.it_interval.tv_nsec = time.it_value.tv_nsec = 1'000'000'000 / static_cast<long>(device.mode.rate);
  timerfd_settime(device.descriptor, 0, &time, nullptr);
}

void release(Device& device) {
  for (unsigned i = 0; i < device.buffers; ++i)
    next<int(void*, std::size_t)>("munmap")(device.memory[i], device.length);
  device.buffers = device.queued = 0;
}

int request_buffers(Device& device, v4l2_requestbuffers& wish) {
  if (manner() == "busy") return refuse(EBUSY);
  release(device);
  wish.count = std::min(wish.count, most_buffers);
  device.length = std::size_t{2} * device.mode.width * device.mode.height;
  for (; device.buffers < wish.count; ++device.buffers) {
    void* const memory = next<void*(void*, std::size_t, int, int, int, off_t)>("mmap")(
        nullptr, device.length, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    device.memory[device.buffers] = static_cast<std::uint8_t*>(memory);
  }
  return 0;
}

/// The nearest mode: of that format if there is one, and of that size.
void choose(Device& device, v4l2_pix_format& wish) {
  const Mode* best = nullptr;
  const auto distance = [&](const Mode& mode) {
    return std::abs(static_cast<int>(mode.width) - static_cast<int>(wish.width)) +
           (mode.format == wish.pixelformat ? 0 : 100000);
  };
  for (const Mode& mode : modes)
    if (!best || distance(mode) < distance(*best)) best = &mode;
  device.mode = *best;
  wish.width = best->width;
  wish.height = best->height;
  wish.pixelformat = best->format;
  wish.field = V4L2_FIELD_NONE;
  wish.bytesperline = best->format == V4L2_PIX_FMT_YUYV ? 2 * best->width : 0;
  wish.sizeimage = 2 * best->width * best->height;
}

/// A bright bar on gray; its place tells the number of the frame, which it passes from left to right.
void draw(Device& device, std::uint8_t* memory) {
  const unsigned bar = device.number * 4 % device.mode.width;
  for (unsigned y = 0; y < device.mode.height; ++y) {
    for (unsigned x = 0; x < device.mode.width; ++x) {
      *memory++ = x >= bar && x < bar + 8 ? 235 : static_cast<std::uint8_t>(60 + x * 60 / device.mode.width);
      *memory++ = 128;
    }
  }
}

std::uint32_t fill(Device& device, std::uint8_t* memory) {
  if (device.mode.format == V4L2_PIX_FMT_YUYV) {
    draw(device, memory);
    return 2 * device.mode.width * device.mode.height;
  }
  const std::string jpeg = content(root() + "/picture.jpg");
  const bool broken = manner() == "corrupt" && device.number % 2 == 1;
  const std::size_t size = std::min(jpeg.size(), device.length);
  std::memcpy(memory, jpeg.data(), size);
  if (broken) std::memset(memory, 0x55, size);
  return static_cast<std::uint32_t>(size);
}

int dequeue(Device& device, v4l2_buffer& buffer) {
  const std::string now = manner();
  if (now == "unplugged") return refuse(ENODEV);
  std::uint64_t ticks = 0;
  if (now == "silent") {
    set_timer(device, false);
    return refuse(EAGAIN);
  }
  if (device.queued == 0 || ::read(device.descriptor, &ticks, sizeof ticks) != sizeof ticks) {
    set_timer(device, true);  // it may have been silent
    return refuse(EAGAIN);
  }
  const unsigned index = device.queue[0];
  std::memmove(device.queue.data(), device.queue.data() + 1, --device.queued * sizeof(unsigned));
  buffer.index = index;
  buffer.length = static_cast<std::uint32_t>(device.length);
  buffer.bytesused = fill(device, device.memory[index]);
  timespec time{};
  clock_gettime(CLOCK_MONOTONIC, &time);
  buffer.timestamp = {time.tv_sec, time.tv_nsec / 1000};
  buffer.sequence = device.number++;
  return 0;
}

int enumerate_sizes(v4l2_frmsizeenum& entry) {
  std::uint32_t i = 0;
  for (const Mode& mode : modes) {
    if (mode.format != entry.pixel_format || i++ != entry.index) continue;
    entry.type = V4L2_FRMSIZE_TYPE_DISCRETE;
    entry.discrete = {mode.width, mode.height};
    return 0;
  }
  return refuse(EINVAL);
}

int enumerate_rates(v4l2_frmivalenum& entry) {
  for (const Mode& mode : modes) {
    if (mode.format != entry.pixel_format || mode.width != entry.width || entry.index != 0) continue;
    entry.type = V4L2_FRMIVAL_TYPE_DISCRETE;
    entry.discrete = {1, mode.rate};
    return 0;
  }
  return refuse(EINVAL);
}

int answer(Device& device, unsigned long request, void* argument) {
  if (manner() == "unplugged") return refuse(ENODEV);
  switch (request) {
    case VIDIOC_QUERYCAP: {
      auto& capability = *static_cast<v4l2_capability*>(argument);
      capability = {};
      std::strcpy(reinterpret_cast<char*>(capability.card), "Stand-in");
      capability.capabilities = capability.device_caps = V4L2_CAP_VIDEO_CAPTURE | V4L2_CAP_STREAMING;
      return 0;
    }
    case VIDIOC_ENUM_FMT: {
      auto& entry = *static_cast<v4l2_fmtdesc*>(argument);
      if (entry.index >= std::size(formats)) return refuse(EINVAL);
      entry.pixelformat = formats[entry.index];
      return 0;
    }
    case VIDIOC_ENUM_FRAMESIZES:
      return enumerate_sizes(*static_cast<v4l2_frmsizeenum*>(argument));
    case VIDIOC_ENUM_FRAMEINTERVALS:
      return enumerate_rates(*static_cast<v4l2_frmivalenum*>(argument));
    case VIDIOC_G_FMT: {
      auto& format = *static_cast<v4l2_format*>(argument);
      format.fmt.pix.width = device.mode.width;
      format.fmt.pix.pixelformat = device.mode.format;
      choose(device, format.fmt.pix);
      return 0;
    }
    case VIDIOC_S_FMT:
    case VIDIOC_TRY_FMT:
      if (manner() == "busy") return refuse(EBUSY);
      choose(device, static_cast<v4l2_format*>(argument)->fmt.pix);
      return 0;
    case VIDIOC_G_PARM:
    case VIDIOC_S_PARM:
      static_cast<v4l2_streamparm*>(argument)->parm.capture.timeperframe = {1, device.mode.rate};
      static_cast<v4l2_streamparm*>(argument)->parm.capture.capability = V4L2_CAP_TIMEPERFRAME;
      return 0;
    case VIDIOC_REQBUFS:
      return request_buffers(device, *static_cast<v4l2_requestbuffers*>(argument));
    case VIDIOC_QUERYBUF: {
      auto& buffer = *static_cast<v4l2_buffer*>(argument);
      buffer.length = static_cast<std::uint32_t>(device.length);
      buffer.m.offset = buffer.index << 20;
      return 0;
    }
    case VIDIOC_QBUF:
      if (device.queued == most_buffers) return refuse(EINVAL);
      device.queue[device.queued++] = static_cast<v4l2_buffer*>(argument)->index;
      return 0;
    case VIDIOC_DQBUF:
      return dequeue(device, *static_cast<v4l2_buffer*>(argument));
    case VIDIOC_STREAMON:
    case VIDIOC_STREAMOFF:
      set_timer(device, request == VIDIOC_STREAMON);
      if (request == VIDIOC_STREAMOFF) device.queued = 0;
      return 0;
    default:
      return refuse(EINVAL);
  }
}

int open_any(const char* name, const char* path, int flags, mode_t mode) {
  if (is_ours(path)) {
    const std::scoped_lock lock(mutex);
    return open_device();
  }
  return next<int(const char*, int, ...)>(name)(path, flags, mode);
}

void* map_any(const char* name, void* address, std::size_t length, int protection, int flags, int descriptor,
              off_t offset) {
  if (descriptor >= 0) {
    const std::scoped_lock lock(mutex);
    const Device* device = find(descriptor);
    const auto index = static_cast<std::size_t>(offset >> 20);
    if (device && index < device->buffers) return device->memory[index];
  }
  return next<void*(void*, std::size_t, int, int, int, off_t)>(name)(address, length, protection, flags,
                                                                     descriptor, offset);
}

}  // namespace

extern "C" {

int open(const char* path, int flags, ...) {
  std::va_list list;
  va_start(list, flags);
  const auto mode = static_cast<mode_t>(va_arg(list, int));
  va_end(list);
  return open_any("open", path, flags, mode);
}

int open64(const char* path, int flags, ...) {
  std::va_list list;
  va_start(list, flags);
  const auto mode = static_cast<mode_t>(va_arg(list, int));
  va_end(list);
  return open_any("open64", path, flags, mode);
}

int __open_2(const char* path, int flags) { return open_any("open", path, flags, 0); }
int __open64_2(const char* path, int flags) { return open_any("open64", path, flags, 0); }

int close(int descriptor) {
  {
    const std::scoped_lock lock(mutex);
    if (Device* device = find(descriptor)) {
      release(*device);
      device->descriptor = -1;
    }
  }
  return next<int(int)>("close")(descriptor);
}

int ioctl(int descriptor, unsigned long request, ...) {
  std::va_list list;
  va_start(list, request);
  void* const argument = va_arg(list, void*);
  va_end(list);
  {
    const std::scoped_lock lock(mutex);
    if (Device* device = find(descriptor)) return answer(*device, request, argument);
  }
  return next<int(int, unsigned long, ...)>("ioctl")(descriptor, request, argument);
}

void* mmap(void* address, std::size_t length, int protection, int flags, int descriptor, off_t offset) {
  return map_any("mmap", address, length, protection, flags, descriptor, offset);
}

void* mmap64(void* address, std::size_t length, int protection, int flags, int descriptor, off64_t offset) {
  return map_any("mmap64", address, length, protection, flags, descriptor, offset);
}

int munmap(void* address, std::size_t length) {
  if (const std::unique_lock lock(mutex, std::try_to_lock); lock) {
    for (const Device& device : devices)
      for (unsigned i = 0; device.descriptor >= 0 && i < device.buffers; ++i)
        if (device.memory[i] == address) return 0;  // goes with the device
  }
  return next<int(void*, std::size_t)>("munmap")(address, length);
}
}
