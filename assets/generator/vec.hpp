// Three-component vectors and the few scalar helpers which the renderer and the scenes share.
// World axes: x to the right, y up, z away from the first camera; lengths are metres.
#pragma once

#include <algorithm>
#include <cmath>

namespace samples {

constexpr float pi = 3.14159265358979F;

struct Vec3 {
    float x = 0, y = 0, z = 0;
    constexpr Vec3() = default;
    constexpr Vec3(float x_, float y_, float z_) : x(x_), y(y_), z(z_) {}
    constexpr explicit Vec3(float s) : x(s), y(s), z(s) {}
    float operator[](int i) const { return i == 0 ? x : i == 1 ? y : z; }
};

constexpr Vec3 operator+(Vec3 a, Vec3 b) { return {a.x + b.x, a.y + b.y, a.z + b.z}; }
constexpr Vec3 operator-(Vec3 a, Vec3 b) { return {a.x - b.x, a.y - b.y, a.z - b.z}; }
constexpr Vec3 operator-(Vec3 a) { return {-a.x, -a.y, -a.z}; }
constexpr Vec3 operator*(Vec3 a, Vec3 b) { return {a.x * b.x, a.y * b.y, a.z * b.z}; }
constexpr Vec3 operator*(Vec3 a, float s) { return {a.x * s, a.y * s, a.z * s}; }
constexpr Vec3 operator*(float s, Vec3 a) { return a * s; }
constexpr Vec3 operator/(Vec3 a, float s) { return a * (1.0F / s); }
constexpr Vec3& operator+=(Vec3& a, Vec3 b) { return a = a + b; }

constexpr float dot(Vec3 a, Vec3 b) { return a.x * b.x + a.y * b.y + a.z * b.z; }
constexpr Vec3 cross(Vec3 a, Vec3 b) {
    return {a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x};
}
inline float length(Vec3 a) { return std::sqrt(dot(a, a)); }
inline Vec3 normalize(Vec3 a) { return a / std::max(length(a), 1e-12F); }
inline Vec3 abs(Vec3 a) { return {std::fabs(a.x), std::fabs(a.y), std::fabs(a.z)}; }
inline Vec3 min(Vec3 a, Vec3 b) { return {std::min(a.x, b.x), std::min(a.y, b.y), std::min(a.z, b.z)}; }
inline Vec3 max(Vec3 a, Vec3 b) { return {std::max(a.x, b.x), std::max(a.y, b.y), std::max(a.z, b.z)}; }
inline float luminance(Vec3 c) { return 0.2126F * c.x + 0.7152F * c.y + 0.0722F * c.z; }

inline float saturate(float v) { return std::clamp(v, 0.0F, 1.0F); }
constexpr float mix(float a, float b, float t) { return a + (b - a) * t; }
constexpr Vec3 mix(Vec3 a, Vec3 b, float t) { return a + (b - a) * t; }
inline float smoothstep(float lo, float hi, float v) {
    const float t = saturate((v - lo) / (hi - lo));
    return t * t * (3.0F - 2.0F * t);
}
inline float fract(float v) { return v - std::floor(v); }

inline Vec3 rotate_x(Vec3 p, float a) {
    const float c = std::cos(a), s = std::sin(a);
    return {p.x, c * p.y - s * p.z, s * p.y + c * p.z};
}
inline Vec3 rotate_y(Vec3 p, float a) {
    const float c = std::cos(a), s = std::sin(a);
    return {c * p.x + s * p.z, p.y, -s * p.x + c * p.z};
}
inline Vec3 rotate_z(Vec3 p, float a) {
    const float c = std::cos(a), s = std::sin(a);
    return {c * p.x - s * p.y, s * p.x + c * p.y, p.z};
}

// Two unit vectors which complete n to a right-handed frame (Duff et al., JCGT 2017).
inline void make_frame(Vec3 n, Vec3& u, Vec3& v) {
    const float s = std::copysign(1.0F, n.z);
    const float a = -1.0F / (s + n.z), b = n.x * n.y * a;
    u = {1.0F + s * n.x * n.x * a, s * b, -s * n.x};
    v = {b, s + n.y * n.y * a, -n.y};
}

// A colour written as the sRGB bytes a painter would pick, as linear light.
inline Vec3 srgb(int r, int g, int b) {
    auto lin = [](int c) {
        const float v = static_cast<float>(c) / 255.0F;
        return v <= 0.04045F ? v / 12.92F : std::pow((v + 0.055F) / 1.055F, 2.4F);
    };
    return {lin(r), lin(g), lin(b)};
}

}  // namespace samples
