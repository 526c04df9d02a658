#pragma once

#include <memory>

#include "sources/video_writer_module.h"

namespace pixelwhy {

/// FFmpeg's encoders, in the module that also reads videos; it is loaded when it is first needed.
///
/// `H.264` in 4:2:0 with BT.709 colours is what every player and browser shows. The quality (CRF 16) keeps
/// thin lines clean, a key frame every second keeps seeking quick, and no B-frames keep time stamps plain. As
/// 4:2:0 halves both sides, a picture with an odd side is continued by one more row or column. Where FFmpeg
/// was built without an H.264 encoder, MPEG-4 part 2 stands in. Lossless is FFV1, which fewer programs play
/// (VLC and mpv do); a single row or column is doubled.
///
/// Throws a failure that names the path and the reason.
std::unique_ptr<VideoWriter> open_video_writer(const WriterRequest& request);

}  // namespace pixelwhy
