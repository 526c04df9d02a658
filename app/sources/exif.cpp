#include "sources/exif.h"

#include <libexif/exif-data.h>

#include <algorithm>
#include <array>
#include <memory>
#include <vector>

namespace pixelwhy {
namespace {

struct Unref {
  void operator()(ExifData* data) const { exif_data_unref(data); }
};

/// An Exif block stands in a JPEG segment of 64 KiB; longer ones of other containers carry nothing of
/// interest here.
constexpr std::size_t longest = 65535;

}  // namespace

int exif_orientation(std::span<const std::uint8_t> exif) {
  constexpr std::array<std::uint8_t, 6> prefix = {'E', 'x', 'i', 'f', 0, 0};
  if (exif.size() < 8) return 1;
  std::vector<std::uint8_t> block;
  if (!std::equal(prefix.begin(), prefix.end(), exif.begin())) block.assign(prefix.begin(), prefix.end());
  block.insert(block.end(), exif.begin(),
               exif.begin() + static_cast<std::ptrdiff_t>(std::min(exif.size(), longest)));

  const std::unique_ptr<ExifData, Unref> data(exif_data_new());
  if (!data) return 1;
  exif_data_load_data(data.get(), block.data(), static_cast<unsigned>(block.size()));
  const ExifEntry* entry = exif_content_get_entry(data->ifd[EXIF_IFD_0], EXIF_TAG_ORIENTATION);
  if (!entry || entry->format != EXIF_FORMAT_SHORT || entry->size < 2) return 1;
  const int orientation = exif_get_short(entry->data, exif_data_get_byte_order(data.get()));
  return orientation >= 1 && orientation <= 8 ? orientation : 1;
}

cv::Mat upright(const cv::Mat& picture, int orientation) {
  constexpr int up_down = 0, left_right = 1, both = -1;
  cv::Mat turned;
  switch (orientation) {
    case 2:
      cv::flip(picture, turned, left_right);
      break;
    case 3:
      cv::flip(picture, turned, both);
      break;
    case 4:
      cv::flip(picture, turned, up_down);
      break;
    case 5:
      cv::transpose(picture, turned);
      break;
    case 6:
      cv::rotate(picture, turned, cv::ROTATE_90_CLOCKWISE);
      break;
    case 7:
      cv::rotate(picture, turned, cv::ROTATE_180);
      cv::transpose(turned, turned);
      break;
    case 8:
      cv::rotate(picture, turned, cv::ROTATE_90_COUNTERCLOCKWISE);
      break;
    default:
      return picture;
  }
  return turned;
}

}  // namespace pixelwhy
