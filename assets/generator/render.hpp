// From a scene to an 8-bit picture: a small path tracer, a guided blur for its noise, and a camera's
// tone curve, vignette and sensor.
#pragma once

#include <cstdint>
#include <opencv2/core.hpp>

#include "scene.hpp"

namespace samples {

struct Camera {
    Vec3 eye, target;
    float fov_degrees = 40;      // across the width
    float aperture = 0;          // lens radius in metres; 0 is a pinhole
    float focus = 1;             // distance of the sharp plane
    float shift_y = 0;           // moves the picture plane (in half heights): verticals stay parallel
    float roll = 0;              // radians
    float ortho_width = 0;       // width of the view in metres for parallel rays; 0 is perspective
    Vec3 up{0, 1, 0};
};

struct RenderOptions {
    int width = 960, height = 640;
    int samples = 16;            // rays per pixel
    int bounces = 2;             // diffuse bounces followed before Scene::ambient takes over
    std::uint64_t seed = 1;
};

// Linear light, CV_32FC3 in R, G, B order.
cv::Mat render(const Scene& scene, const Camera& camera, const RenderOptions& options);

struct Develop {
    float exposure = 1;
    float contrast = 1;          // of the tone curve around middle gray
    float saturation = 1;
    Vec3 white{1, 1, 1};         // gains of the three channels
    float vignette = 0.2F;       // loss in the corners
    float bloom = 0.04F;         // share of light that the lens scatters
    float noise = 0.8F;          // standard deviation at middle gray, in 8-bit levels
    std::uint64_t seed = 7;
};

// Returns CV_8UC3 in B, G, R order.
cv::Mat develop(const cv::Mat& linear, const Develop& settings);

}  // namespace samples
