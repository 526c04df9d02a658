#include "against_textbook.h"
#include "histogram-equalization/fast.h"

using namespace pixelwhy;

TEST_SUITE("fast") {
  TEST_CASE("counts, equalization, and the tiles of CLAHE") {
    static constexpr int tile_counts[] = {8, 1, 2, 3, 64, 17};
    static constexpr double clips[] = {2, 0.1, 40, 100};
    std::size_t turn = 0;
    test::on_pictures(CV_8UC1, [&](const cv::Mat& gray) {
      const GrayCounts counts = count_gray(gray);
      CHECK(fast_count_gray(gray) == counts);
      CHECK(sub_table_histogram(gray).counts == gray_histogram(gray).counts);
      const Curve curve = equalization_curve(counts);
      CHECK(test::same(fast_apply_curve(gray, curve), apply_curve(gray, curve)));
      const int tiles = tile_counts[turn % std::size(tile_counts)];
      const double clip = clips[turn++ % std::size(clips)];
      CAPTURE(tiles);
      CAPTURE(clip);
      const Matrix tables = clahe_tables(gray, clip, tiles);
      CHECK(test::same(fast_clahe_tables(gray, clip, tiles).values, tables.values));
      CHECK(test::same(sub_table_clahe(gray, clip, tiles).values, tables.values));
      CHECK(test::same(fast_apply_tables(gray, tables, tiles), apply_tables(gray, tables, tiles)));
    });
  }

  TEST_CASE("a look-up of every value in a table without order") {
    test::on_every_target([] {
      cv::Mat all(3, 256, CV_8UC1);
      Curve curve;
      for (int i = 0; i < 256; ++i) {
        all.col(i).setTo(i);
        curve.y.push_back((i * 181 + 7) % 256);
      }
      CHECK(test::same(fast_apply_curve(all, curve), apply_curve(all, curve)));
    });
  }
}
