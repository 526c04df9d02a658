// Painted pictures as textures: relief of coins, print on paper, labels.
#pragma once

#include <opencv2/core.hpp>
#include <string>

#include "vec.hpp"

namespace samples {

// Bilinear value of a CV_32F picture at (u, v) in [0, 1]^2, v downwards; the edge repeats.
inline float sample(const cv::Mat& m, float u, float v) {
    const float x = std::clamp(u * static_cast<float>(m.cols) - 0.5F, 0.0F, static_cast<float>(m.cols - 1));
    const float y = std::clamp(v * static_cast<float>(m.rows) - 0.5F, 0.0F, static_cast<float>(m.rows - 1));
    const int x0 = static_cast<int>(x), y0 = static_cast<int>(y);
    const int x1 = std::min(x0 + 1, m.cols - 1), y1 = std::min(y0 + 1, m.rows - 1);
    const float a = x - static_cast<float>(x0), b = y - static_cast<float>(y0);
    return mix(mix(m.at<float>(y0, x0), m.at<float>(y0, x1), a), mix(m.at<float>(y1, x0), m.at<float>(y1, x1), a), b);
}

// Draws one line of text with its middle at the centre, in the full value of the canvas (255 or 1.0).
void draw_text(cv::Mat& canvas, const std::string& text, cv::Point2f centre, int font, double scale, int thickness);

// Draws text around a circle; `start` is the angle (radians, clockwise from the top) of its middle.
void draw_ring_text(cv::Mat& canvas, const std::string& text, float radius, float start, double scale, int thickness);

}  // namespace samples
