#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/frame.h"

namespace pixelwhy {

/// Where frames come from. Used from one thread at a time.
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

  /// How many frames there are, at least one. Empty when nobody can know.
  virtual std::optional<int> count() const = 0;

  /// The frame of that index, counted from 0. Throws a failure when it cannot be read, and also on an index
  /// beyond count(). One broken picture of a folder does not keep the others from being read.
  virtual FramePtr frame(int index) = 0;
};

/// A picture file, a folder of pictures, or `sample:NAME`. Throws a failure that names the spec and what
/// would be accepted; the pixels are read by Source::frame().
std::unique_ptr<Source> open_source(std::string_view spec);

/// Whether a file is named like a picture.
bool has_picture_name(const std::filesystem::path& path);

/// Whether a file is a picture by its first bytes, or by its name when these are damaged.
bool looks_like_picture(const std::filesystem::path& path);

/// The pictures directly in a folder in natural order (`img2` before `img10`); hidden files are left out. A
/// file counts by its first bytes, or by its name when these are damaged, so that a broken picture is not
/// passed over in silence. Throws a failure when the folder cannot be read or holds no picture.
std::vector<std::filesystem::path> pictures_in(const std::filesystem::path& folder);

}  // namespace pixelwhy
