#include "texture.hpp"

#include <opencv2/imgproc.hpp>

namespace samples {

void draw_text(cv::Mat& canvas, const std::string& text, cv::Point2f centre, int font, double scale, int thickness) {
    int below = 0;
    const cv::Size size = cv::getTextSize(text, font, scale, thickness, &below);
    const cv::Point origin(cvRound(centre.x - 0.5F * static_cast<float>(size.width)), cvRound(centre.y + 0.5F * static_cast<float>(size.height)));
    cv::putText(canvas, text, origin, font, scale, cv::Scalar(canvas.depth() == CV_8U ? 255 : 1), thickness, cv::LINE_AA);
}

void draw_ring_text(cv::Mat& canvas, const std::string& text, float radius, float start, double scale, int thickness) {
    const float step = static_cast<float>(24.0 * scale) / radius;
    const float cx = 0.5F * static_cast<float>(canvas.cols), cy = 0.5F * static_cast<float>(canvas.rows);
    for (std::size_t i = 0; i < text.size(); ++i) {
        const float a = start + step * (static_cast<float>(i) - 0.5F * static_cast<float>(text.size() - 1));
        // OpenCV draws upright text to 8 bits only with antialiasing, so a letter is drawn apart and turned into place.
        cv::Mat letter = cv::Mat::zeros(canvas.size(), CV_8U), turned;
        const std::string one(1, text[i]);
        const cv::Size size = cv::getTextSize(one, cv::FONT_HERSHEY_TRIPLEX, scale, thickness, nullptr);
        cv::putText(letter, one, {cvRound(cx - 0.5F * static_cast<float>(size.width)), cvRound(cy - radius + 0.5F * static_cast<float>(size.height))},
                    cv::FONT_HERSHEY_TRIPLEX, scale, cv::Scalar(255), thickness, cv::LINE_AA);
        cv::warpAffine(letter, turned, cv::getRotationMatrix2D({cx, cy}, -static_cast<double>(a * 180 / pi), 1), letter.size());
        turned.convertTo(turned, CV_32F, 1 / 255.0);
        canvas = cv::max(canvas, turned);
    }
}

}  // namespace samples
