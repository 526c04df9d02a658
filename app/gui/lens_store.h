#pragma once

#include <list>
#include <memory>
#include <utility>
#include <vector>

#include "core/stage_result.h"
#include "core/type_lens.h"
#include "gui/worker.h"

namespace pixelwhy::gui {

/// A result as the type lens shows it.
struct LensResult {
  LensView view;
  bool bytes = false;  ///< the stage has 8 bits itself
  ResultPtr picture;   ///< view.picture as a result, for whatever draws results
};
using LensResultPtr = std::shared_ptr<const LensResult>;

/// What the type lens shows of the results that are looked at: of small ones at once, so that a source that
/// plays never flickers; of large ones by a thread of its own.
class LensStore {
 public:
  explicit LensStore(std::function<void()> wake);
  /// Null while it is being computed. `lens` is not Off, and the result is a picture.
  LensResultPtr of(const ResultPtr& result, TypeLens lens);
  /// Hands out what was asked for and is not there; gives up what nobody asked for.
  void end_frame();
  bool busy() const { return worker_.busy(); }

  static constexpr std::size_t at_once = std::size_t{1} << 21;  ///< pixels

 private:
  struct Wanted {
    ResultPtr result;
    TypeLens lens = TypeLens::Off;
    friend bool operator==(const Wanted&, const Wanted&) = default;
  };
  struct Entry {
    std::weak_ptr<const StageResult> result;
    TypeLens lens = TypeLens::Off;
    LensResultPtr seen;
    bool used = true;
  };
  void keep(const Wanted& wanted, LensResultPtr seen);

  std::list<Entry> entries_;
  std::vector<Wanted> missing_, submitted_;
  Worker<std::vector<Wanted>, std::vector<std::pair<Wanted, LensResultPtr>>> worker_;
};

}  // namespace pixelwhy::gui
