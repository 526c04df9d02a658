#pragma once

#include <memory>
#include <stop_token>
#include <string_view>

#include "sources/source.h"

namespace pixelwhy {

/// `camera:WHICH@MODE`; see cameras.h. Throws a failure, or a usage error when the camera does not offer the
/// mode.
std::unique_ptr<Source> open_camera_source(std::string_view spec, std::stop_token stop);

/// The address of a stream.
std::unique_ptr<Source> open_stream_source(std::string_view spec, std::stop_token stop);

/// How long a host may take to answer, a stream to send the next frame, and a camera to deliver one.
inline constexpr double stream_open_seconds = 5, stream_read_seconds = 5;
inline constexpr int camera_wait_seconds = 3;

}  // namespace pixelwhy
