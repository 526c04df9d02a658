/// The fast operators beside OpenCV's: `pixelwhy_kernel_bench [--target NAME] [--threads N] [--size WxH]
/// [--only WORD] [PICTURE...]`. The pictures (the samples if none is named) are laid out as one mosaic at
/// their own resolution. Every operator takes turns with OpenCV's, after both have been warmed up; medians,
/// and the ratio of the fastest twentieths, which other work on the machine disturbs least. What it prints is
/// the table of the README.
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <malloc.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <functional>
#include <opencv2/imgproc.hpp>
#include <string>
#include <vector>

#include "core/image_pool.h"
#include "core/race.h"
#include "histogram-equalization/fast.h"
#include "hough-lines/fast.h"
#include "interpolation/fast.h"
#include "kernels/targets.h"
#include "morphology/fast.h"
#include "operators/canny_fast.h"
#include "operators/derivative_fast.h"
#include "operators/gaussian.h"
#include "operators/gaussian_fast.h"
#include "operators/gray.h"
#include "operators/recursive_gaussian.h"
#include "sources/source.h"

namespace {

using namespace pixelwhy;

struct Options {
  cv::Size size{1920, 1080};
  int threads = 1;
  std::string target;
  std::string only;
  std::vector<std::string> pictures;
};

/// Rows of pictures cut to 300 lines, each row beginning with another picture.
cv::Mat mosaic(const std::vector<cv::Mat>& pictures, cv::Size size) {
  constexpr int most_lines = 300;
  cv::Mat whole = cv::Mat::zeros(size, CV_8UC3);
  std::size_t next = 0;
  for (int y = 0, row = 0; y < size.height; y += most_lines, ++row) {
    next = static_cast<std::size_t>(3 * row);
    for (int x = 0; x < size.width;) {
      const cv::Mat& picture = pictures[next++ % pictures.size()];
      const cv::Rect part(0, 0, std::min(picture.cols, size.width - x),
                          std::min({picture.rows, most_lines, size.height - y}));
      picture(part).copyTo(whole(part + cv::Point(x, y)));
      x += part.width;
    }
  }
  return whole;
}

struct Scene {
  cv::Mat color, gray, smooth, edges;
};

struct Duel {
  std::string name;
  std::function<void()> opencv;
  std::function<void()> ours;
};

std::vector<Duel> races(const Scene& scene) {
  std::vector<Duel> list;
  static cv::Mat out, gx, gy, magnitude, blurred;
  const auto add = [&](std::string name, std::function<void()> opencv, std::function<void()> ours) {
    list.push_back({std::move(name), std::move(opencv), std::move(ours)});
  };
  add(
      "gray", [&] { cv::cvtColor(scene.color, out, cv::COLOR_BGR2GRAY); },
      [&] { fast_to_gray(scene.color); });
  for (const double sigma : {1.0, 1.4, 5.0, 20.0}) {
    for (const cv::Mat* image : {&scene.gray, &scene.color}) {
      const int side = 2 * static_cast<int>(std::ceil(3 * sigma)) + 1;
      add(
          fmt::format("gaussian {} {}", sigma, image == &scene.gray ? "gray" : "color"),
          [=] {
            cv::GaussianBlur(*image, out, {side, side}, sigma, sigma, cv::BORDER_REFLECT_101);
          },
          [=] { fast_smooth(*image, sigma, Border::Reflect101); });
      if (sigma < 2) continue;
      add(
          fmt::format("recursive {} {}", sigma, image == &scene.gray ? "gray" : "color"),
          [=] {
            cv::GaussianBlur(*image, out, {side, side}, sigma, sigma, cv::BORDER_REFLECT_101);
          },
          [=] { fast_recursive_gaussian(*image, sigma, 0, Border::Reflect101); });
    }
  }
  add(
      "sobel dx, dy, magnitude",
      [&] {
        cv::Sobel(scene.gray, gx, CV_32F, 1, 0, 3);
        cv::Sobel(scene.gray, gy, CV_32F, 0, 1, 3);
        cv::magnitude(gx, gy, magnitude);
      },
      [&] { fast_sobel(scene.gray, Norm::L2, Border::Reflect101); });
  static const cv::Mat x = derivative(scene.gray, sobel_kernel(3), Axis::X, Border::Reflect101);
  static const cv::Mat y = derivative(scene.gray, sobel_kernel(3), Axis::Y, Border::Reflect101);
  add(
      "direction (phase, 0.3 deg)", [] { cv::phase(x, y, out, true); },
      [] { fast_gradient_direction(x, y); });
  for (const Norm norm : {Norm::L1, Norm::L2}) {
    const std::string name = norm == Norm::L1 ? "canny L1" : "canny L2";
    const auto opencv = [=](const cv::Mat& image) { cv::Canny(image, out, 50, 150, 3, norm == Norm::L2); };
    add(
        name, [&, opencv] { opencv(scene.smooth); }, [&, norm] { fused_canny(scene.smooth, norm, 50, 150); });
    add(
        "gaussian 1.4, " + name,
        [&, opencv] {
          cv::GaussianBlur(scene.gray, blurred, {11, 11}, 1.4);
          opencv(blurred);
        },
        [&, norm] {
          fused_gaussian_canny(scene.gray, gaussian_weights(1.4, gaussian_radius(1.4)), Border::Reflect101,
                               norm, 50, 150);
        });
  }
  const auto morphology = [&](const char* name, int operation, ElementShape shape, int side) {
    const int opencv_shape = shape == ElementShape::Rectangle ? cv::MORPH_RECT : cv::MORPH_ELLIPSE;
    const cv::Mat theirs = cv::getStructuringElement(opencv_shape, {side, side});
    const StructuringElement element = structuring_element(shape, {side, side});
    const Extremum first = operation == cv::MORPH_DILATE ? Extremum::Maximum : Extremum::Minimum;
    add(
        name, [=, &scene] { cv::morphologyEx(scene.gray, out, operation, theirs); },
        [=, &scene] {
          const cv::Mat once = fast_apply_element(scene.gray, element, first, 1);
          if (operation == cv::MORPH_OPEN) fast_apply_element(once, element, Extremum::Maximum, 1);
        });
  };
  morphology("erode 3x3", cv::MORPH_ERODE, ElementShape::Rectangle, 3);
  morphology("dilate 3x3", cv::MORPH_DILATE, ElementShape::Rectangle, 3);
  morphology("erode 31x31", cv::MORPH_ERODE, ElementShape::Rectangle, 31);
  morphology("dilate 31x31", cv::MORPH_DILATE, ElementShape::Rectangle, 31);
  morphology("erode ellipse 31x31", cv::MORPH_ERODE, ElementShape::Ellipse, 31);
  morphology("open 31x31", cv::MORPH_OPEN, ElementShape::Rectangle, 31);
  add(
      "equalization", [&] { cv::equalizeHist(scene.gray, out); },
      [&] { fast_apply_curve(scene.gray, equalization_curve(fast_count_gray(scene.gray))); });
  static const auto clahe = cv::createCLAHE(2, {8, 8});
  add(
      "clahe 8x8", [&] { clahe->apply(scene.gray, out); },
      [&] { fast_apply_tables(scene.gray, fast_clahe_tables(scene.gray, 2, 8), 8); });
  for (const Method method : {Method::Bilinear, Method::Bicubic}) {
    const int flag = method == Method::Bilinear ? cv::INTER_LINEAR : cv::INTER_CUBIC;
    for (const cv::Mat* image : {&scene.gray, &scene.color}) {
      add(
          fmt::format("{} x2 {}", method == Method::Bilinear ? "bilinear" : "bicubic",
                      image == &scene.gray ? "gray" : "color"),
          [=] { cv::resize(*image, out, {}, 2, 2, flag); },
          [=] { fast_resample(*image, method, 2, 0, Convention::HalfPixel, Border::Replicate); });
    }
  }
  add(
      "rotation 30 bilinear",
      [&] {
        const cv::Point2f centre(static_cast<float>(scene.gray.cols - 1) / 2,
                                 static_cast<float>(scene.gray.rows - 1) / 2);
        cv::warpAffine(scene.gray, out, cv::getRotationMatrix2D(centre, 30, 1), scene.gray.size(),
                       cv::INTER_LINEAR, cv::BORDER_REPLICATE);
      },
      [&] { fast_resample(scene.gray, Method::Bilinear, 1, 30, Convention::HalfPixel, Border::Replicate); });
  add(
      "hough lines",
      [&] {
        std::vector<cv::Vec3f> lines;
        cv::HoughLines(scene.edges, lines, 1, CV_PI / 180, scene.edges.cols / 6);
      },
      [&] {
        const cv::Mat votes = fast_hough_votes(scene.edges, 1, 1);
        fast_hough_peaks(votes, scene.edges, 1, 1, scene.edges.cols / 6);
      });
  return list;
}

/// Time passed; on one thread that of the processor, so that what else runs on the machine counts less.
double now_ms() {
  timespec time{};
  clock_gettime(cv::getNumThreads() <= 1 ? CLOCK_THREAD_CPUTIME_ID : CLOCK_MONOTONIC, &time);
  return 1e3 * static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_nsec);
}

double milliseconds(const std::function<void()>& work) {
  const double begin = now_ms();
  work();
  return now_ms() - begin;
}

/// What a share of the values lies below.
double quantile(std::vector<double> values, double share) {
  const auto place = values.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size()));
  std::nth_element(values.begin(), place, values.end());
  return *place;
}

void run(const Duel& race) {
  constexpr double budget_ms = 1500;
  constexpr std::size_t least_rounds = 7;
  race.opencv();
  race.ours();
  std::vector<double> theirs, own;
  for (double spent = 0; own.size() < least_rounds || (spent < budget_ms && own.size() < 101);) {
    theirs.push_back(milliseconds(race.opencv));
    own.push_back(milliseconds(race.ours));
    spent += theirs.back() + own.back();
  }
  const auto ratio = [&](double share) { return quantile(theirs, share) / quantile(own, share); };
  fmt::print("| {} | {:.2f} ms | {:.2f} ms | {:.2f} | {:.2f} |\n", race.name, quantile(theirs, 0.5),
             quantile(own, 0.5), ratio(0.5), ratio(0.05));
  std::fflush(stdout);
}

void choose_target(const std::string& name) {
  for (std::size_t i = 0; i < kernels::target_count(); ++i) {
    if (kernels::target_name(i) == name) return kernels::choose_target(i);
  }
  fmt::print(stderr, "--target: '{}' cannot run here\n", name);
  std::exit(2);
}

Options read(int count, char** words) {
  Options options;
  for (int i = 1; i < count; ++i) {
    const std::string word = words[i];
    const std::string value = i + 1 < count ? words[i + 1] : "";
    if (word == "--target") {
      options.target = value;
    } else if (word == "--threads") {
      options.threads = std::atoi(value.c_str());
    } else if (word == "--only") {
      options.only = value;
    } else if (word == "--size") {
      if (std::sscanf(value.c_str(), "%dx%d", &options.size.width, &options.size.height) != 2)
        options.size = {1920, 1080};
    } else {
      options.pictures.push_back(word);
      continue;
    }
    ++i;
  }
  if (options.pictures.empty())
    options.pictures = {"sample:street", "sample:still-life", "sample:room", "sample:uneven-light"};
  return options;
}

}  // namespace

int main(int count, char** words) {
  const Options options = read(count, words);
  cv::setNumThreads(options.threads);
  if (!options.target.empty()) choose_target(options.target);
  std::vector<cv::Mat> pictures;
  std::vector<std::string> names;
  for (const std::string& name : options.pictures) {
    pictures.push_back(open_source(name)->frame(0)->pixels);
    names.push_back(std::filesystem::path(name).filename().string());
  }
  Scene scene;
  scene.color = mosaic(pictures, options.size);
  cv::cvtColor(scene.color, scene.gray, cv::COLOR_BGR2GRAY);
  cv::GaussianBlur(scene.gray, scene.smooth, {11, 11}, 1.4);
  cv::Canny(scene.smooth, scene.edges, 50, 150, 3, true);
  const OpencvBuild opencv = opencv_build();
  fmt::print("{}; OpenCV {}, compiled for {}, dispatching {}. {}×{}, {}, ours with {}; {}.\n\n",
             machine_words(), opencv.version, opencv.baseline, opencv.dispatch, options.size.width,
             options.size.height,
             options.threads == 1 ? "one thread, processor time" : fmt::format("{} threads", options.threads),
             kernels::target_name(), fmt::join(names, ", "));
  fmt::print(
      "| operator | OpenCV | ours | ratio of medians | of the fastest twentieths |\n|---|---|---|---|---|\n");
  // No side pays for fresh pages: pictures come from the pool, and what OpenCV allocates besides stays.
  const OpenCvInPool in_pool;
  mallopt(M_MMAP_THRESHOLD, 1 << 30);
  mallopt(M_TRIM_THRESHOLD, 1 << 30);
  for (const Duel& race : races(scene)) {
    if (race.name.find(options.only) != std::string::npos) run(race);
  }
}
