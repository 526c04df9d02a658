// Signed distance functions (negative inside). A scene builds a body from these and hands it to
// Scene::add_sdf, which marches rays through it inside a bounding box.
#pragma once

#include <vector>

#include "vec.hpp"

namespace samples {

struct Vec2 {
    float x = 0, y = 0;
};

inline float smooth_min(float a, float b, float k) {
    const float h = std::max(k - std::fabs(a - b), 0.0F) / k;
    return std::min(a, b) - h * h * k * 0.25F;
}
inline float smooth_max(float a, float b, float k) { return -smooth_min(-a, -b, k); }

inline float sd_sphere(Vec3 p, float r) { return length(p) - r; }

inline float sd_box(Vec3 p, Vec3 half, float round) {
    const Vec3 q = abs(p) - half + Vec3(round);
    return length(max(q, Vec3(0.0F))) + std::min(std::max(q.x, std::max(q.y, q.z)), 0.0F) - round;
}

// A bound, not the exact distance: fit for marching with a shortened step.
inline float sd_ellipsoid(Vec3 p, Vec3 r) {
    const Vec3 q(p.x / r.x, p.y / r.y, p.z / r.z);
    const Vec3 g(q.x / r.x, q.y / r.y, q.z / r.z);
    const float k0 = length(q), k1 = length(g);
    return k1 < 1e-9F ? -std::min(r.x, std::min(r.y, r.z)) : k0 * (k0 - 1.0F) / k1;
}

// A capsule whose radius goes from ra at a to rb at b.
inline float sd_limb(Vec3 p, Vec3 a, Vec3 b, float ra, float rb) {
    const Vec3 pa = p - a, ba = b - a;
    const float h = saturate(dot(pa, ba) / dot(ba, ba));
    return length(pa - ba * h) - mix(ra, rb, h);
}

inline float sd_torus(Vec3 p, float ring, float tube) {
    const float q = std::sqrt(p.x * p.x + p.z * p.z) - ring;
    return std::sqrt(q * q + p.y * p.y) - tube;
}

// Distance to a closed polygon: even-odd inside, nearest edge for the size.
inline float sd_polygon(Vec2 p, const std::vector<Vec2>& v) {
    float d = 1e9F;
    bool inside = false;
    for (std::size_t i = 0, j = v.size() - 1; i < v.size(); j = i++) {
        const float ex = v[j].x - v[i].x, ey = v[j].y - v[i].y;
        const float wx = p.x - v[i].x, wy = p.y - v[i].y;
        const float t = saturate((wx * ex + wy * ey) / std::max(ex * ex + ey * ey, 1e-12F));
        const float bx = wx - ex * t, by = wy - ey * t;
        d = std::min(d, bx * bx + by * by);
        if ((v[i].y > p.y) != (v[j].y > p.y) && p.x < ex * wy / ey + v[i].x) inside = !inside;
    }
    return inside ? -std::sqrt(d) : std::sqrt(d);
}

// Extrudes a planar distance d to the half thickness h along an axis on which the point lies at w.
inline float sd_extrude(float d, float w, float h, float round) {
    const float a = d + round, b = std::fabs(w) - h + round;
    return std::min(std::max(a, b), 0.0F) +
           std::sqrt(std::max(a, 0.0F) * std::max(a, 0.0F) + std::max(b, 0.0F) * std::max(b, 0.0F)) - round;
}

// Catmull-Rom points through the outline, so that a lathe profile needs few control points.
inline std::vector<Vec2> smooth_outline(const std::vector<Vec2>& p, int steps) {
    std::vector<Vec2> out;
    const int n = static_cast<int>(p.size());
    auto at = [&](int i) { return p[static_cast<std::size_t>(std::clamp(i, 0, n - 1))]; };
    auto curve = [](float a, float b, float c, float d, float t) {
        return 0.5F * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t * t * t);
    };
    for (int i = 0; i + 1 < n; ++i)
        for (int k = 0; k < steps; ++k) {
            const float t = static_cast<float>(k) / static_cast<float>(steps);
            const Vec2 a = at(i - 1), b = at(i), c = at(i + 1), d = at(i + 2);
            out.push_back({curve(a.x, b.x, c.x, d.x, t), curve(a.y, b.y, c.y, d.y, t)});
        }
    out.push_back(p.back());
    return out;
}

// The distance to a polygon, tabulated: a ray asks for it some hundred times.
class OutlineGrid {
public:
    explicit OutlineGrid(const std::vector<Vec2>& outline, int cells = 220) {
        Vec2 hi = outline[0];
        lo_ = outline[0];
        for (const Vec2 p : outline) {
            lo_ = {std::min(lo_.x, p.x), std::min(lo_.y, p.y)};
            hi = {std::max(hi.x, p.x), std::max(hi.y, p.y)};
        }
        cell_ = std::max(hi.x - lo_.x, hi.y - lo_.y) / static_cast<float>(cells);
        lo_ = {lo_.x - 3 * cell_, lo_.y - 3 * cell_};
        nx_ = static_cast<int>((hi.x - lo_.x) / cell_) + 5;
        ny_ = static_cast<int>((hi.y - lo_.y) / cell_) + 5;
        for (int j = 0; j < ny_; ++j)
            for (int i = 0; i < nx_; ++i)
                values_.push_back(sd_polygon({lo_.x + cell_ * static_cast<float>(i), lo_.y + cell_ * static_cast<float>(j)}, outline));
    }

    float operator()(float x, float y) const {
        const float u = (x - lo_.x) / cell_, v = (y - lo_.y) / cell_;
        const float cu = std::clamp(u, 0.0F, static_cast<float>(nx_) - 1.001F), cv = std::clamp(v, 0.0F, static_cast<float>(ny_) - 1.001F);
        const auto i = static_cast<std::size_t>(cu), j = static_cast<std::size_t>(cv), w = static_cast<std::size_t>(nx_);
        const float a = cu - static_cast<float>(i), b = cv - static_cast<float>(j);
        const float* p = &values_[j * w + i];
        const float inside = mix(mix(p[0], p[1], a), mix(p[w], p[w + 1], a), b);
        return u == cu && v == cv ? inside : inside + cell_ * std::hypot(u - cu, v - cv);
    }

private:
    Vec2 lo_;
    float cell_ = 1;
    int nx_ = 0, ny_ = 0;
    std::vector<float> values_;
};

// A body turned on a lathe: the outline is (radius, height), closed along the axis. The mirrored half
// is part of the polygon, so that the axis itself is no edge of it.
inline OutlineGrid lathe_outline(const std::vector<Vec2>& points, int steps = 3, int cells = 220) {
    std::vector<Vec2> whole = smooth_outline(points, steps);
    for (Vec2& p : whole) p.x = std::max(p.x, 0.0F);
    for (std::size_t i = whole.size(); i-- > 0;) whole.push_back({-whole[i].x, whole[i].y});
    return OutlineGrid(whole, cells);
}

inline float sd_lathe(Vec3 p, const OutlineGrid& outline) { return outline(std::sqrt(p.x * p.x + p.z * p.z), p.y); }

}  // namespace samples
