#pragma once

#include <cstdint>
#include <filesystem>
#include <opencv2/core.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pixelwhy {

/// A camera as the system lists it.
struct Camera {
  int number = 0;                ///< N of /dev/videoN and of `camera:N`
  std::string name;              ///< as the device says; of several equal ones the later are `NAME (2)`, ...
  std::filesystem::path device;  ///< `/dev/video0`
};

/// The cameras that are plugged in, by number. Reads only what the kernel lists (`/sys/class/video4linux`),
/// opens no device: that can freeze some. Further nodes of one device (metadata, a second stream) are left
/// out. Tests set another root for `/sys` and `/dev` by `$PIXELWHY_DEVICES`.
std::vector<Camera> cameras();

/// Size and rate of a stream of pictures; a zero leaves the choice to the camera.
struct CameraMode {
  cv::Size size;
  double rate = 0;
  friend bool operator==(const CameraMode&, const CameraMode&) = default;
};

/// What the camera offers, largest first, each size and rate once. Opens the device, but starts nothing.
/// Throws a failure (see open_camera_device()).
std::vector<CameraMode> camera_modes(const Camera& camera);

/// `camera:WHICH@WxH@RATE` taken apart; `which` is a number or a name.
struct CameraSpec {
  std::string which;
  CameraMode mode;
};

/// Throws a usage error on a mode that is none.
CameraSpec parse_camera_spec(std::string_view spec);
std::string camera_spec(const std::string& which, const CameraMode& mode);

/// The camera of that number, or name, whatever its case; a part of a name that only one camera has will do.
/// Throws a failure that suggests a near miss or lists what is plugged in.
Camera find_camera(std::string_view which);

/// How a mode is asked for.
struct CameraFormat {
  std::uint32_t format = 0;  ///< V4L2's four letters
  CameraMode mode;
};

/// The format that gives the mode best; of a mode without size, the largest up to 1280×720 that comes 25
/// times a second or more. All zero when the camera lists nothing. Throws a usage error on a mode that it
/// does not offer.
CameraFormat choose_format(const Camera& camera, const CameraMode& mode);

/// Opens the device and says plainly what is wrong: no permission (naming the group and how to join), in use
/// by another program, gone, no camera. The descriptor is the caller's.
int open_camera_device(const Camera& camera);

}  // namespace pixelwhy
