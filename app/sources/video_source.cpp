#include "sources/video_source.h"

#include <algorithm>
#include <cmath>
#include <deque>
#include <limits>

#include "core/error.h"
#include "sources/problem.h"
#include "sources/video.h"

namespace pixelwhy {

namespace {

namespace fs = std::filesystem;

/// Where each frame of a file is: the times in the order of showing.
class Timeline {
 public:
  explicit Timeline(std::vector<VideoPlace> places) {
    for (const VideoPlace& place : places) usable_ = usable_ && place.time != VideoReader::no_time;
    std::sort(places.begin(), places.end(),
              [](const VideoPlace& a, const VideoPlace& b) { return a.time < b.time; });
    for (const VideoPlace& place : places) {
      usable_ = usable_ && (times_.empty() || place.time > times_.back());
      if (place.key) keys_.push_back(static_cast<int>(times_.size()));
      times_.push_back(place.time);
    }
  }

  /// Whether every frame has a time of its own.
  bool usable() const { return usable_; }
  int size() const { return static_cast<int>(times_.size()); }
  std::int64_t time(int index) const { return times_[static_cast<std::size_t>(index)]; }

  std::optional<int> index_of(std::int64_t time) const {
    const auto found = std::lower_bound(times_.begin(), times_.end(), time);
    if (found == times_.end() || *found != time) return std::nullopt;
    return static_cast<int>(found - times_.begin());
  }

  /// The last key frame at or before a frame.
  int key_before(int index) const {
    const auto after = std::upper_bound(keys_.begin(), keys_.end(), index);
    return after == keys_.begin() ? 0 : *std::prev(after);
  }

  /// The last frame whose time is not after that.
  int last_until(double time) const {
    const auto after = std::upper_bound(times_.begin(), times_.end(), time, [](double t, std::int64_t entry) {
      return t < static_cast<double>(entry);
    });
    return std::max(0, static_cast<int>(after - times_.begin()) - 1);
  }

 private:
  std::vector<std::int64_t> times_;
  std::vector<int> keys_;  ///< indices, ascending
  bool usable_ = true;
};

/// The frames that were read last, within a bound of memory.
class RecentFrames {
 public:
  FramePtr find(int index) const {
    for (const FramePtr& frame : frames_)
      if (frame->index == index) return frame;
    return nullptr;
  }
  void keep(FramePtr frame) {
    bytes_ += bytes_of(*frame);
    frames_.push_back(std::move(frame));
    while (frames_.size() > 1 && bytes_ > most_bytes) {
      bytes_ -= bytes_of(*frames_.front());
      frames_.pop_front();
    }
  }
  void clear() {
    frames_.clear();
    bytes_ = 0;
  }
  /// How many pictures of that size are kept.
  static int capacity(cv::Size size) {
    return std::max<int>(1, static_cast<int>(most_bytes / (static_cast<std::size_t>(size.area()) * 3 + 1)));
  }

 private:
  static std::size_t bytes_of(const Frame& frame) { return frame.pixels.total() * frame.pixels.elemSize(); }

  static constexpr std::size_t most_bytes = std::size_t{100} << 20;
  std::deque<FramePtr> frames_;
  std::size_t bytes_ = 0;
};

class VideoSource : public Source {
 public:
  VideoSource(const fs::path& path, std::stop_token stop)
      : name_(shown(path.filename())), subject_(shown(path)) {
    request_.address = path.string();
    request_.stop = std::move(stop);
    reader_ = open_video(subject_, request_);
    facts_ = reader_->facts();
    read_first();
  }

  std::string name() const override { return name_; }
  bool live() const override { return false; }
  int damaged() const override { return damaged_; }

  std::optional<int> count() const override { return timeline().size() - missing_at_end_; }

  double rate() const override {
    if (facts_.rate > 0) return facts_.rate;
    constexpr double usual = 25;
    return usual;
  }

  double time_of(int index) const override {
    if (!by_time()) return index / rate();
    const int last = timeline().size() - 1;
    return static_cast<double>(timeline().time(std::clamp(index, 0, last)) - timeline().time(0)) *
           facts_.tick;
  }

  int index_at(double seconds) const override {
    if (!by_time()) return Source::index_at(seconds);
    return timeline().last_until(static_cast<double>(timeline().time(0)) + seconds / facts_.tick + 1e-6);
  }

  std::vector<Text> notes() const override {
    std::vector<Text> notes;
    if (facts_.rotation != 0) {
      const std::string degrees = std::to_string(facts_.rotation);
      notes.push_back({"turned by " + degrees + "° clockwise, as the file says",
                       "按文件信息顺时针旋转 " + degrees + "°"});
    }
    if (timeline_ && (!complete_ || missing_at_end_ > 0 || shorter_than_claimed())) {
      const std::string frames = std::to_string(*count());
      notes.push_back({"the file ends too early; " + frames + " frames can be read",
                       "文件不完整；可读取 " + frames + " 帧"});
    }
    return notes;
  }

  FramePtr frame(int index) override {
    if (index < 0 || (index > 0 && index >= *count())) throw no_such_frame(index);
    if (FramePtr known = recent_.find(index)) return known;
    keep_from_ = index;
    const bool back = index <= position_;
    // Decoding may begin at a later key frame than where the decoder stands.
    if (back || (index > position_ + 1 && by_time() && timeline().key_before(index) > position_ + 1)) {
      recent_.clear();
      // Who steps back once is likely to go on doing so.
      if (back) keep_from_ = std::max(0, index + 1 - RecentFrames::capacity(size_));
      go_before(index);
    }
    while (position_ < index) {
      const std::optional<Text> problem = advance();
      if (problem) throw failure_of(subject_, *problem);
    }
    if (FramePtr found = recent_.find(index)) return found;
    throw failure_of(subject_, damaged_frame(index));
  }

 private:
  static Text damaged_frame(int index) {
    const std::string number = std::to_string(index);
    return {"frame " + number + " is damaged", "第 " + number + " 帧已损坏"};
  }

  Error no_such_frame(int index) const {
    const std::string number = std::to_string(index), all = std::to_string(*count()),
                      last = std::to_string(*count() - 1);
    return failure_of(subject_, {"there is no frame " + number + "; it has " + all + " frames, 0 to " + last,
                                 "没有第 " + number + " 帧；共 " + all + " 帧，0 到 " + last});
  }

  bool shorter_than_claimed() const {
    const double slack = facts_.alone ? 0.02 : 0.5;  // seconds; sound often goes on a little longer
    return by_time() && facts_.duration > 0 &&
           time_of(timeline().size() - 1) + 2.5 / rate() + slack < facts_.duration;
  }

  /// A file of which not one frame can be decoded is no source. The first frame is then at hand.
  void read_first() {
    constexpr int most_attempts = 300;
    for (int i = 0; i < most_attempts; ++i) {
      switch (reader_->next()) {
        case VideoStep::Frame:
          first_time_ = reader_->time();
          pending_ = true;
          return;
        case VideoStep::Damaged:
          ++damaged_;
          continue;
        case VideoStep::Stopped:
          throw stopped_early(subject_);
        default:
          throw failure_of(subject_,
                           {"the video holds no picture that can be decoded", "视频中没有可解码的画面"});
      }
    }
    throw failure_of(subject_, {"every picture of the video is damaged", "视频画面全部损坏"});
  }

  /// Made when it is first needed, as it reads through the file.
  const Timeline& timeline() const {
    if (!timeline_) {
      timeline_.emplace(scan_video(subject_, request_, complete_));
      if (timeline_->size() == 0)
        throw failure_of(subject_, {"the video holds no picture", "视频中没有画面"});
      // The decoder must agree about the first frame, or its times cannot be trusted about the others.
      trusted_ = timeline_->usable() && timeline_->index_of(first_time_).has_value() &&
                 (timeline_->time(0) == first_time_ || damaged_ > 0);
    }
    return *timeline_;
  }
  bool by_time() const { return timeline().usable() && trusted_; }

  /// To a place from which frame `index` is reached by decoding forward.
  void go_before(int index) {
    pending_ = false;
    if (!by_time()) return restart();
    const int key = timeline().key_before(index);
    keep_from_ = std::max(keep_from_, key);  // what precedes a key frame may need what was not decoded
    // After a seek the decoder may stand later than asked for, as the index of some files is coarse. Then the
    // start is the only place that is sure.
    if (!reader_->seek(timeline().time(key)) || !stands_before(index)) restart();
  }

  void restart() {
    reader_ = open_video(subject_, request_);
    position_ = -1;
    pending_ = false;
  }

  /// Decodes the frame at which the decoder stands.
  bool stands_before(int index) {
    VideoStep step = reader_->next();
    while (step == VideoStep::Damaged) step = reader_->next();
    if (step == VideoStep::Stopped) throw stopped_early(subject_);
    if (step != VideoStep::Frame) return false;
    const std::optional<int> found = timeline().index_of(reader_->time());
    if (!found || *found > index) return false;
    position_ = *found - 1;
    return pending_ = true;
  }

  /// Decodes one frame, moves to its index, and keeps it if it is wanted. Says why there is none.
  std::optional<Text> advance() {
    VideoStep step = pending_ ? VideoStep::Frame : reader_->next();
    pending_ = false;
    for (; step == VideoStep::Damaged; step = reader_->next()) {
      if (position_ >= furthest_) ++damaged_;  // what is decoded once more is not counted once more
    }
    if (step == VideoStep::Stopped) throw stopped_early(subject_);
    if (step != VideoStep::Frame) {
      const std::string number = std::to_string(position_ + 1);
      missing_at_end_ = std::max(missing_at_end_, timeline().size() - (position_ + 1));
      position_ = std::numeric_limits<int>::max() - 1;  // whatever is asked for next lies before
      return Text{"the file ends too early: there is no frame " + number,
                  "文件不完整：没有第 " + number + " 帧"};
    }
    const std::optional<int> index = index_of_decoded();
    if (!index) {
      // The decoder gives a time that the file does not have: from now on frames are counted.
      trusted_ = false;
      recent_.clear();
      restart();
      return std::nullopt;
    }
    position_ = *index;
    furthest_ = std::max(furthest_, position_);
    if (position_ >= keep_from_) recent_.keep(converted());
    return std::nullopt;
  }

  /// By its time, where times are trusted; then a frame that was left out as damaged keeps its place.
  std::optional<int> index_of_decoded() const {
    if (position_ < 0 && !timeline_) return 0;
    if (!by_time()) return position_ + 1;
    const std::optional<int> index = timeline().index_of(reader_->time());
    return index && *index > position_ ? index : std::nullopt;
  }

  FramePtr converted() {
    auto frame = std::make_shared<Frame>();
    frame->captured = std::chrono::steady_clock::now();
    frame->pixels = reader_->picture();
    if (frame->pixels.empty()) throw failure_of(subject_, damaged_frame(position_));
    size_ = frame->pixels.size();
    frame->name = name_;
    frame->index = position_;
    return frame;
  }

  std::string name_;
  std::string subject_;
  VideoRequest request_;
  std::unique_ptr<VideoReader> reader_;
  VideoFacts facts_;
  std::int64_t first_time_ = VideoReader::no_time;
  bool pending_ = false;  ///< the reader holds a decoded frame that advance() has not seen
  int position_ = -1;     ///< the index of the frame that was decoded last
  int furthest_ = -1;     ///< the greatest index that was decoded
  int keep_from_ = 0;     ///< frames before it are decoded only because others need them
  int damaged_ = 0;
  int missing_at_end_ = 0;
  cv::Size size_{1920, 1080};
  RecentFrames recent_;

  mutable std::optional<Timeline> timeline_;
  mutable bool complete_ = true;
  mutable bool trusted_ = true;
};

}  // namespace

std::unique_ptr<Source> open_video_source(const fs::path& path, std::stop_token stop) {
  return std::make_unique<VideoSource>(path, std::move(stop));
}

}  // namespace pixelwhy
