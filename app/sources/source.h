#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "core/frame.h"

namespace pixelwhy {

/// Where frames come from. Used from one thread at a time.
///
/// Sources are of two kinds. Those that stay (pictures, folders, videos, `sample:moving`) give any frame in
/// any order, the same one for the same index. Live ones (cameras, streams) give the frames that come.
class Source {
 public:
  Source() = default;
  virtual ~Source() = default;
  Source(const Source&) = delete;
  Source& operator=(const Source&) = delete;

  /// For people: `photo.png`, `holiday`, `sample:street`.
  virtual std::string name() const = 0;

  /// Whether frames come by themselves, as a camera's do; then count() is empty.
  virtual bool live() const = 0;

  /// How many frames there are, at least one. Empty when there is no end. Of a video it is exact, and the
  /// first call reads through the file. Throws a failure when the file cannot be read.
  virtual std::optional<int> count() const = 0;

  /// The frame of that index, counted from 0. Throws a failure when it cannot be read, and also on an index
  /// beyond count(). One broken picture of a folder does not keep the others from being read. A live source
  /// waits for it, and gives only frames that come after those it gave.
  virtual FramePtr frame(int index) = 0;

  /// How many frames a second it has by itself (on average; for a camera what was agreed on), 0 when unknown.
  virtual double rate() const { return 0; }

  /// When a frame is due, in seconds after frame 0; ascending. Not for live sources.
  virtual double time_of(int index) const;

  /// The last frame that is due at that time, in seconds after frame 0. Not for live sources.
  virtual int index_at(double seconds) const;

  /// Frames so far that came damaged and were left out.
  virtual int damaged() const { return 0; }

  /// What people should know about it: how it is turned, where its file ends too early.
  virtual std::vector<Text> notes() const { return {}; }
};

/// Opens what a spec names:
/// - a picture file, a folder of pictures, a video file (told by its content, not its name);
/// - `sample:NAME`, and `sample:moving`, a scene that moves (1920×1080; `sample:moving@60`: frames a second);
/// - `camera:N` or `camera:NAME`, with a mode that the camera offers: `camera:0@1280x720`,
/// `camera:0@1280x720@30`,
///   `camera:0@30`;
/// - the address of a stream: `http://`, `https://`, `rtsp://`, `rtmp://`, `udp://`, `tcp://` and others of
/// FFmpeg's. Throws a failure that names the spec and what would be accepted; a spec whose words are wrong is
/// a usage error. Waits for cameras and hosts, with time-outs of seconds; once `stop` is requested, what
/// waits or reads then or later gives up soon and throws. Pictures are read by Source::frame().
std::unique_ptr<Source> open_source(std::string_view spec, std::stop_token stop = {});

/// "a picture file, a folder of pictures, ...": what open_source() takes, for messages.
Text accepted_sources();

/// What a spec names, by its words alone; only a path is looked up on disk.
enum class SourceKind { Picture, Folder, Video, Sample, Moving, Camera, Stream };
SourceKind kind_of(std::string_view spec);

/// Whether frames of such a source come by themselves.
inline bool is_live(SourceKind kind) { return kind == SourceKind::Camera || kind == SourceKind::Stream; }

/// Whether a file is named like a picture.
bool has_picture_name(const std::filesystem::path& path);

/// Whether a file is a picture by its first bytes, or by its name when these are damaged.
bool looks_like_picture(const std::filesystem::path& path);

/// The pictures directly in a folder in natural order (`img2` before `img10`); hidden files are left out. A
/// file counts by its first bytes, or by its name when these are damaged, so that a broken picture is not
/// passed over in silence. Throws a failure when the folder cannot be read or holds no picture.
std::vector<std::filesystem::path> pictures_in(const std::filesystem::path& folder);

}  // namespace pixelwhy
