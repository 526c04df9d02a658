#include <opencv2/imgproc.hpp>

#include "core/demo_builder.h"
#include "histogram-equalization/clahe.h"
#include "histogram-equalization/equalize.h"
#include "histogram-equalization/fast.h"
#include "operators/stages.h"

namespace pixelwhy {

namespace {

enum class EqualizationMethod { Global, Clahe };

using Method = EqualizationMethod;

/// A Curve for the global method, a Matrix of tables for CLAHE.
Data make_mapping(const cv::Mat& gray, const Histogram& histogram, Method method, double clip, int tiles) {
  if (method == Method::Clahe) return clahe_tables(gray, clip, tiles);
  return equalization_curve(counts_of(histogram));
}

Data sub_table_mapping(const cv::Mat& gray, const Histogram& histogram, Method method, double clip,
                       int tiles) {
  if (method == Method::Clahe) return sub_table_clahe(gray, clip, tiles);
  return equalization_curve(counts_of(histogram));
}

Data fast_make_mapping(const cv::Mat& gray, const Histogram& histogram, Method method, double clip,
                       int tiles) {
  if (method == Method::Clahe) return fast_clahe_tables(gray, clip, tiles);
  return equalization_curve(counts_of(histogram));
}

Picture<Histogram> fast_apply_mapping(const cv::Mat& gray, const Data& mapping, Method method, int tiles) {
  const cv::Mat result = method == Method::Clahe ? fast_apply_tables(gray, std::get<Matrix>(mapping), tiles)
                                                 : fast_apply_curve(gray, std::get<Curve>(mapping));
  return {result, fast_gray_histogram(result)};
}

Picture<Histogram> apply_mapping(const cv::Mat& gray, const Data& mapping, Method method, int tiles) {
  const cv::Mat result = method == Method::Clahe ? apply_tables(gray, std::get<Matrix>(mapping), tiles)
                                                 : apply_curve(gray, std::get<Curve>(mapping));
  return {result, gray_histogram(result)};
}

Explanation explain_mapping(cv::Point at, const StageImage& gray, const StageData<Data>& mapping,
                            Method method, int tiles, const StageData<Histogram>& histogram) {
  if (method == Method::Clahe) {
    return explain_tables(at, gray, {std::get<Matrix>(mapping.data), mapping.stage}, tiles);
  }
  return explain_curve(at, gray, {std::get<Curve>(mapping.data), mapping.stage}, histogram.data);
}

Code equalization_code(Method method) {
  if (method == Method::Clahe) {
    return {{"cv::Mat $result;\ncv::createCLAHE($clip, cv::Size($tiles, $tiles))->apply($gray, $result);",
             "$result = cv2.createCLAHE(clipLimit=$clip, tileGridSize=($tiles, $tiles)).apply($gray)"}};
  }
  return {{"cv::Mat $result;\ncv::equalizeHist($gray, $result);", "$result = cv2.equalizeHist($gray)"}};
}

}  // namespace

Demo histogram_equalization() {
  DemoBuilder demo(
      "histogram-equalization", {"Histogram equalization", "直方图均衡化"}, Category::Intensity,
      {"Spreads the gray values so that each range of them is used alike, at once or tile by tile.",
       "重新分配灰度值，使各段灰度被均匀使用；可全局进行，也可分块进行。"});
  demo.best_on("room");

  const auto method =
      demo.choice("method", {"Method", "方法"}, Method::Global,
                  {{"global", {"Global", "全局"}},
                   {"clahe", {"CLAHE: local, contrast-limited", "CLAHE：局部、限制对比度"}}},
                  {"One mapping for the whole picture, or one for each tile with limited contrast",
                   "整幅图像用一个映射，或每个分块各用一个并限制对比度"});
  const auto clip = demo.real("clip", {"Clip limit", "裁剪限度"}, 2, {{0.1, 100}, {1, 40}, ""},
                              {"Greatest count that a tile's histogram keeps, in multiples of the mean count",
                               "分块直方图中每级保留的最大计数，以平均计数的倍数表示"});
  const auto tiles = demo.integer("tiles", {"Tiles", "分块数"}, 8, {{1, 64}, {1, 32}, ""},
                                  {"Number of tiles along each side of the picture", "图像每边的分块个数"});
  const auto is_clahe = [](Method m) { return m == Method::Clahe; };
  demo.relevant_when(clip, is_clahe, method);
  demo.relevant_when(tiles, is_clahe, method);

  const ImageStage gray = gray_stage(demo);
  const auto histogram = demo.stage("histogram", {"Histogram", "直方图"}, gray_histogram, gray)
                             .textbook_named("one-table")
                             .variant("sub-tables", sub_table_histogram)
                             .variant("fast", fast_gray_histogram);

  const auto mapping =
      demo.stage("mapping", {"Mapping", "灰度映射"}, make_mapping, gray, histogram, method, clip, tiles)
          .textbook_named("one-table")
          .variant("sub-tables", sub_table_mapping)
          .variant("fast", fast_make_mapping);

  const auto equalized =
      demo.stage("result", {"Result", "结果"}, apply_mapping, gray, mapping, method, tiles)
          .variant("fast", fast_apply_mapping)
          .explain(explain_mapping, histogram)
          .reference(
              {0, {"cv::equalizeHist or cv::createCLAHE", "cv::equalizeHist 或 cv::createCLAHE"}},
              [](const cv::Mat& image, Method m, double c, int t) {
                cv::Mat result;
                if (m == Method::Clahe) {
                  cv::createCLAHE(c, {t, t})->apply(image, result);
                } else {
                  cv::equalizeHist(image, result);
                }
                return result;
              },
              gray, method, clip, tiles)
          .code(equalization_code, method)
          .functions({"equalization_curve", "apply_curve", "explain_curve", "clahe_tables", "clip_counts",
                      "apply_tables", "blend_levels", "explain_tables"});

  demo.formula_when({"T(v) = 255 · C(v) / N  in each tile, from counts clipped at the limit; mixed "
                     "bilinearly between tiles",
                     "各分块内 T(v) = 255 · C(v) / N，由裁剪后的计数求得；分块之间双线性混合"},
                    is_clahe, method);
  demo.formula({"T(v) = 255 · (C(v) − C_{min}) / (N − C_{min}),  C(v) the number of pixels of at most v",
                "T(v) = 255 · (C(v) − C_{min}) / (N − C_{min})，C(v) 为灰度不超过 v 的像素数"});
  demo.story(gray, histogram, equalized);
  return demo.build();
}

}  // namespace pixelwhy
