#include <opencv2/imgproc.hpp>

#include "random.hpp"
#include "render.hpp"

namespace samples {

namespace {

// The rational fit of a film curve (Hable 2010), scaled so that 4 is white.
float film(float v) {
    auto f = [](float x) {
        constexpr float a = 0.22F, b = 0.30F, c = 0.10F, d = 0.20F, e = 0.01F, g = 0.30F;
        return ((x * (a * x + c * b) + d * e) / (x * (a * x + b) + d * g)) - e / g;
    };
    return f(v) / f(4.0F);
}

float encode(float v) { return v <= 0.0031308F ? 12.92F * v : 1.055F * std::pow(v, 1 / 2.4F) - 0.055F; }

}  // namespace

cv::Mat develop(const cv::Mat& linear, const Develop& s) {
    cv::Mat light = linear.clone();
    if (s.bloom > 0) {
        cv::Mat near, far;
        const double size = linear.cols;
        cv::GaussianBlur(linear, near, {}, size / 240.0);
        cv::GaussianBlur(linear, far, {}, size / 40.0);
        light = linear * (1.0 - static_cast<double>(s.bloom)) + (near + far) * (0.5 * static_cast<double>(s.bloom));
    }
    cv::Mat out(linear.size(), CV_8UC3);
    Rng rng(s.seed);
    const float cx = 0.5F * static_cast<float>(linear.cols), cy = 0.5F * static_cast<float>(linear.rows);
    for (int y = 0; y < linear.rows; ++y)
        for (int x = 0; x < linear.cols; ++x) {
            const auto& v = light.at<cv::Vec3f>(y, x);
            const float dx = (static_cast<float>(x) - cx) / cx, dy = (static_cast<float>(y) - cy) / cy;
            const float gain = s.exposure * (1 - s.vignette * std::pow(0.5F * (dx * dx + dy * dy), 1.2F));
            Vec3 c = Vec3(v[0], v[1], v[2]) * s.white * gain;
            c = max(mix(Vec3(luminance(c)), c, s.saturation), Vec3(0.0F));
            const float shared = rng.gaussian();  // the part of the noise which demosaicing leaves equal in R, G and B
            for (int k = 0; k < 3; ++k) {
                float e = encode(film(c[k] * 2.0F));
                e = saturate(e);
                e = mix(e, e * e * (3 - 2 * e), s.contrast - 1);
                const float sigma = s.noise * (0.55F + 0.9F * std::sqrt(std::max(0.0F, e * (1 - 0.6F * e))));
                const float level = 255 * e + sigma * (0.8F * shared + 0.6F * rng.gaussian());
                out.at<cv::Vec3b>(y, x)[2 - k] = cv::saturate_cast<unsigned char>(level);
            }
        }
    return out;
}

}  // namespace samples
