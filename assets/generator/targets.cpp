// The exact pictures: every value follows from a formula or a table, without light or a lens.
#include <array>
#include <cmath>
#include <sstream>

#include "random.hpp"
#include "scenes.hpp"

namespace samples {

namespace {

void fill(cv::Mat& m, cv::Rect r, int value) { m(r).setTo(cv::Scalar(value)); }

constexpr std::array<int, 6> step_heights{8, 16, 32, 64, 128, 200};
constexpr std::array<int, 8> step_degrees{0, 15, 30, 45, 60, 75, 90, 135};
constexpr std::array<int, 6> noise_sigmas{0, 4, 8, 16, 32, 48};

}  // namespace

cv::Mat make_zone_plate() {
    constexpr int n = 512;
    cv::Mat m(n, n, CV_8U);
    for (int y = 0; y < n; ++y)
        for (int x = 0; x < n; ++x) {
            const double dx = x - 256.0, dy = y - 256.0;
            m.at<unsigned char>(y, x) = cv::saturate_cast<unsigned char>(127.5 + 127.5 * std::cos(3.14159265358979323846 * (dx * dx + dy * dy) / n));
        }
    return m;
}

std::string known_zone_plate() {
    return R"json({"formula": "round(127.5 + 127.5 cos(pi ((x-256)^2 + (y-256)^2) / 512))", "frequency": "r / 512 cycles per pixel at radius r; 0.5 (Nyquist) at r = 256"})json";
}

// Upper half: vertical steps of growing height. Lower half: discs cut in two by a step of every orientation.
cv::Mat make_steps() {
    cv::Mat m(256, 252, CV_8U, cv::Scalar(20));
    for (int i = 0; i < 6; ++i) fill(m, {i * 42 + 21, 0, 21, 128}, 20 + step_heights[static_cast<std::size_t>(i)]);
    fill(m, {0, 128, 252, 128}, 128);
    for (int i = 0; i < 8; ++i) {
        const int cx = 31 + 63 * (i % 4), cy = 160 + 64 * (i / 4);
        const double a = step_degrees[static_cast<std::size_t>(i)] * 3.14159265358979323846 / 180;
        for (int y = -26; y <= 26; ++y)
            for (int x = -26; x <= 26; ++x) {
                if (x * x + y * y > 26 * 26) continue;
                const double side = x * std::cos(a) + y * std::sin(a);
                m.at<unsigned char>(cy + y, cx + x) = side >= -1e-9 ? 192 : 64;
            }
    }
    return m;
}

std::string known_steps() {
    std::ostringstream out;
    out << "{\"vertical\": {\"rows\": [0, 127], \"low\": 20, \"steps\": [";
    for (int i = 0; i < 6; ++i) out << (i > 0 ? ", " : "") << "{\"first_high_x\": " << i * 42 + 21 << ", \"height\": " << step_heights[static_cast<std::size_t>(i)] << "}";
    out << "]}, \"oriented\": {\"around\": 128, \"low\": 64, \"high\": 192, \"radius\": 26, \"discs\": [";
    for (int i = 0; i < 8; ++i)
        out << (i > 0 ? ", " : "") << "{\"x\": " << 31 + 63 * (i % 4) << ", \"y\": " << 160 + 64 * (i / 4) << ", \"gradient_degrees\": " << step_degrees[static_cast<std::size_t>(i)] << "}";
    out << "], \"angle\": \"direction of the gradient, from +x towards +y (down)\"}}";
    return out.str();
}

cv::Mat make_impulses() {
    cv::Mat m = cv::Mat::zeros(128, 128, CV_8U);
    m.at<unsigned char>(32, 32) = 255;
    m.at<unsigned char>(32, 96) = 128;
    fill(m, {64, 8, 1, 48}, 255);    // a vertical line
    fill(m, {8, 64, 112, 1}, 255);   // a horizontal line
    for (int i = 0; i < 32; ++i) m.at<unsigned char>(80 + i, 16 + i) = 255;
    fill(m, {72, 80, 2, 2}, 255);
    fill(m, {88, 80, 3, 3}, 255);
    fill(m, {104, 80, 5, 5}, 255);
    fill(m, {72, 100, 9, 9}, 200);
    m.at<unsigned char>(104, 76) = 0;  // a hole in a bright block
    return m;
}

std::string known_impulses() {
    return R"json({"background": 0, "points": [{"x": 32, "y": 32, "value": 255}, {"x": 96, "y": 32, "value": 128}], "lines": [{"from": [64, 8], "to": [64, 55], "value": 255}, {"from": [8, 64], "to": [119, 64], "value": 255}, {"from": [16, 80], "to": [47, 111], "value": 255}], "blocks": [{"x": 72, "y": 80, "size": 2, "value": 255}, {"x": 88, "y": 80, "size": 3, "value": 255}, {"x": 104, "y": 80, "size": 5, "value": 255}, {"x": 72, "y": 100, "size": 9, "value": 200, "hole": {"x": 76, "y": 104, "value": 0}}]})json";
}

// Bands of 64 rows: value ramp, the same in 16 steps, the ramp encoded for gamma 2.2, checks against flat grays, two discs.
cv::Mat make_gradients() {
    cv::Mat m(384, 512, CV_8U);
    for (int y = 0; y < 384; ++y)
        for (int x = 0; x < 512; ++x) {
            int v = 0;
            if (y < 64) v = x / 2;
            else if (y < 128) v = 17 * (x / 32);
            else if (y < 192) v = cvRound(255 * std::pow(x / 511.0, 1 / 2.2));
            else if (y < 256) v = (x / 64) % 2 == 0 ? 255 * ((x + y) % 2) : (x / 64 == 1 || x / 64 == 5 ? 128 : 186);
            else {
                const double cx = x < 256 ? 127.5 : 383.5, r = std::hypot(x - cx, y - 319.5) / 63.5;
                v = r >= 1 ? 0 : cvRound(255 * (x < 256 ? 1 - r : std::sqrt(1 - r * r)));
            }
            m.at<unsigned char>(y, x) = static_cast<unsigned char>(v);
        }
    return m;
}

std::string known_gradients() {
    return R"json({"bands": [{"rows": [0, 63], "value": "floor(x / 2)"}, {"rows": [64, 127], "value": "17 floor(x / 32)"}, {"rows": [128, 191], "value": "round(255 (x / 511)^(1 / 2.2))"}, {"rows": [192, 255], "value": "64-pixel cells: one-pixel checks of 0 and 255 beside flat 128 (their mean value) and flat 186 (their mean light at gamma 2.2)"}, {"rows": [256, 383], "value": "left: cone 255 (1 - r), right: dome 255 sqrt(1 - r^2), radius 63.5 around (127.5, 319.5) and (383.5, 319.5)"}]})json";
}

cv::Mat make_noise() {
    cv::Mat m(256, 512, CV_8U);
    Rng rng(404);
    for (int y = 0; y < 256; ++y)
        for (int x = 0; x < 512; ++x) {
            const int cell = x / 128 + 4 * (y / 128);
            int v = 128;
            if (cell < 6) {
                v = cv::saturate_cast<unsigned char>(128 + noise_sigmas[static_cast<std::size_t>(cell)] * rng.gaussian());
            } else {
                const float p = cell == 6 ? 0.05F : 0.2F, u = rng.uniform();
                v = u < 0.5F * p ? 0 : u < p ? 255 : 128;
            }
            m.at<unsigned char>(y, x) = static_cast<unsigned char>(v);
        }
    return m;
}

std::string known_noise() {
    std::ostringstream out;
    out << "{\"mean\": 128, \"patches\": [";
    for (int i = 0; i < 8; ++i) {
        out << (i > 0 ? ", " : "") << "{\"x\": " << 128 * (i % 4) << ", \"y\": " << 128 * (i / 4) << ", \"width\": 128, \"height\": 128, ";
        if (i < 6) out << "\"gaussian_sigma\": " << noise_sigmas[static_cast<std::size_t>(i)] << "}";
        else out << "\"salt_and_pepper\": " << (i == 6 ? "0.05" : "0.2") << "}";
    }
    out << "]}";
    return out.str();
}

}  // namespace samples
