// One function per picture. Each returns CV_8UC3 (B, G, R) or CV_8UC1.
#pragma once

#include <opencv2/core.hpp>
#include <string>
#include <vector>

namespace samples {

cv::Mat make_street();
cv::Mat make_coins();
cv::Mat make_room();
cv::Mat make_uneven_light();
cv::Mat make_page();
cv::Mat make_chessboard();
cv::Mat make_still_life();
cv::Mat make_zone_plate();
cv::Mat make_steps();
cv::Mat make_impulses();
cv::Mat make_gradients();
cv::Mat make_noise();

// What is known about a picture, as the JSON text of an object; empty where nothing is.
std::string known_coins();
std::string known_uneven_light();
std::string known_zone_plate();
std::string known_steps();
std::string known_impulses();
std::string known_gradients();
std::string known_noise();

}  // namespace samples
