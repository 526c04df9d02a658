#pragma once

#include "core/code.h"
#include "operators/border.h"
#include "operators/derivative.h"

namespace pixelwhy {

// How the stages that several demos share are written with OpenCV. `id` and `from` are stages.

/// The picture as read.
Code source_code(const std::string& id);
Code gray_code(const std::string& id);

/// cv::GaussianBlur of the parameter `sigma`. `radius` and `border` are expressions: numbers, words of OpenCV
/// or `$id`; an empty radius is ceil(3·sigma).
Code gaussian_code(const std::string& id, const std::string& from, const std::string& radius,
                   const std::string& border);
/// The same with the radius ceil(3·sigma), and nothing at all for sigma 0.
Code smooth_code(double sigma, const std::string& border);

/// The derivative of `smooth`, 32-bit float: cv::Sobel, whose kernel and border are the parameters `kernel`
/// and `border`.
Code sobel_code(Axis axis, Border border);

/// The magnitude and the direction of `gx` and `gy`.
Code magnitude_code(Norm norm);
Code direction_code();

/// wrapped(image, reach) and cut(image, reach), for filters that refuse the parameter `border` where it is
/// `wrap`.
CodeText wrap_helpers();

}  // namespace pixelwhy
