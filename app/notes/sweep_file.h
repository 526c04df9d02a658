#pragma once

#include <filesystem>
#include <optional>

#include "notes/state.h"
#include "notes/sweep_sheet.h"

namespace pixelwhy {

/// The forms in which a sweep can be written: a contact sheet, or, of one parameter, something that moves.
enum class SweepForm { Png, Svg, Pdf, Webp, Matroska, Mp4 };

/// By the extension, in any case. Empty for any other.
std::optional<SweepForm> sweep_form(const std::filesystem::path& path);
bool moves(SweepForm form);

/// A sweep, and what becomes of it.
struct SweepPlan {
  Sweep sweep;
  FramePtr frame;
  SweepForm form = SweepForm::Png;
  SweepLook look;
  double rate = 5;                   ///< pictures a second, of what moves
  bool lossless = false;             ///< of a WebP or `.mkv`
  std::optional<State> state;        ///< what a PNG carries
  std::vector<std::uint8_t> source;  ///< the same: a PNG of the source's pixels; may be empty
  std::filesystem::path path;        ///< `-` is standard output, for sheets and WebP

  /// Throws a usage error on what contradicts itself.
  void check() const;
};

struct SweepHooks {
  std::function<bool()> cancelled;                                    ///< asked between stages
  std::function<void(std::size_t done, std::size_t total)> progress;  ///< pictures that are finished
};

/// Computes the sweep, draws it and writes it whole. False when cancelled: then, and when it throws, nothing
/// is written, and what had the name is as it was.
bool write_sweep(const SweepPlan& plan, const SweepHooks& hooks);

}  // namespace pixelwhy
