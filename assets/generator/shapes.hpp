// The shapes behind Scene::add_*: each knows only how a ray meets it.
#pragma once

#include <utility>

#include "scene.hpp"

namespace samples {

constexpr float t_min = 1e-4F;

inline Vec3 inverse(Vec3 d) {
    auto inv = [](float v) { return 1.0F / (std::fabs(v) < 1e-12F ? 1e-12F : v); };
    return {inv(d.x), inv(d.y), inv(d.z)};
}

struct Sphere final : Shape {
    Vec3 centre;
    float radius = 1;
    bool intersect(const Ray& r, Hit& hit) const override {
        const Vec3 o = r.origin - centre;
        const float b = dot(o, r.dir), c = dot(o, o) - radius * radius, disc = b * b - c;
        if (disc <= 0) return false;
        const float s = std::sqrt(disc);
        float t = -b - s;
        if (t < t_min) t = -b + s;
        if (t < t_min || t >= hit.t) return false;
        hit.t = t;
        hit.n = (o + r.dir * t) / radius;
        return true;
    }
};

struct Box final : Shape {
    Vec3 centre, half, ax{1, 0, 0}, ay{0, 1, 0}, az{0, 0, 1};
    bool intersect(const Ray& r, Hit& hit) const override {
        const Vec3 d = r.origin - centre;
        const Vec3 o(dot(d, ax), dot(d, ay), dot(d, az)), v(dot(r.dir, ax), dot(r.dir, ay), dot(r.dir, az));
        const Vec3 inv = inverse(v);
        const Vec3 a = (-half - o) * inv, b = (half - o) * inv;
        const Vec3 n = min(a, b), f = max(a, b);
        const float t0 = std::max(n.x, std::max(n.y, n.z)), t1 = std::min(f.x, std::min(f.y, f.z));
        if (t0 > t1) return false;
        const bool enters = t0 >= t_min;
        const float t = enters ? t0 : t1;
        if (t < t_min || t >= hit.t) return false;
        const Vec3 e = enters ? n : f;
        const int axis = e.x == t ? 0 : e.y == t ? 1 : 2;
        const Vec3 face = axis == 0 ? ax : axis == 1 ? ay : az;
        hit.t = t;
        hit.n = (v[axis] > 0) == enters ? -face : face;
        return true;
    }
};

struct Rod final : Shape {
    Vec3 a, axis;
    float len = 1, radius = 1;
    bool intersect(const Ray& r, Hit& hit) const override {
        const Vec3 o = r.origin - a;
        const float oa = dot(o, axis), da = dot(r.dir, axis);
        const Vec3 op = o - axis * oa, dp = r.dir - axis * da;
        const float A = dot(dp, dp), B = dot(op, dp), C = dot(op, op) - radius * radius;
        bool found = false;
        if (A > 1e-12F && B * B - A * C > 0) {
            const float t = (-B - std::sqrt(B * B - A * C)) / A, y = oa + da * t;
            if (t > t_min && t < hit.t && y > 0 && y < len) {
                hit.t = t;
                hit.n = (op + dp * t) / radius;
                found = true;
            }
        }
        for (const float end : {0.0F, len}) {
            const float t = (end - oa) / (std::fabs(da) < 1e-12F ? 1e-12F : da);
            const Vec3 q = op + dp * t;
            if (t > t_min && t < hit.t && dot(q, q) < radius * radius) {
                hit.t = t;
                hit.n = end > 0 ? axis : -axis;
                found = true;
            }
        }
        return found;
    }
};

struct Disc final : Shape {
    Vec3 centre, n, u, v;  // u, v divided by the half axes
    bool intersect(const Ray& r, Hit& hit) const override {
        const float d = dot(r.dir, n);
        if (std::fabs(d) < 1e-9F) return false;
        const float t = dot(centre - r.origin, n) / d;
        if (t < t_min || t >= hit.t) return false;
        const Vec3 q = r.origin + r.dir * t - centre;
        const float a = dot(q, u), b = dot(q, v);
        if (a * a + b * b > 1) return false;
        hit.t = t;
        hit.n = d < 0 ? n : -n;
        return true;
    }
};

struct Panel final : Shape {
    Vec3 centre, u, v, n;
    float lu = 1, lv = 1;
    bool intersect(const Ray& r, Hit& hit) const override {
        const float d = dot(r.dir, n);
        if (d > -1e-9F) return false;
        const float t = dot(centre - r.origin, n) / d;
        if (t < t_min || t >= hit.t) return false;
        const Vec3 q = r.origin + r.dir * t - centre;
        if (std::fabs(dot(q, u)) > lu * lu || std::fabs(dot(q, v)) > lv * lv) return false;
        hit.t = t;
        hit.n = n;
        return true;
    }
};

struct Sdf final : Shape {
    Distance d;
    float step = 0.9F;
    bool intersect(const Ray& r, Hit& hit) const override {
        float t = t_min, end = hit.t;
        if (!bounds.clip(r, inverse(r.dir), t, end)) return false;
        const float size = length(bounds.hi - bounds.lo);
        const float eps = 2e-4F * size;
        for (int i = 0; i < 256 && t < end; ++i) {
            const float s = d(r.origin + r.dir * t);
            if (s < eps) {
                const Vec3 p = r.origin + r.dir * t, n = normal(p, eps);
                // A ray which starts on this surface is on its way out, and first has to leave it.
                if (dot(n, r.dir) < 0) {
                    hit.t = t;
                    hit.n = n;
                    return true;
                }
                t += 2 * eps;
                continue;
            }
            t += std::max(s * step, 0.5F * eps);
        }
        return false;
    }
    Vec3 normal(Vec3 p, float e) const {
        const Vec3 a(1, -1, -1), b(-1, -1, 1), c(-1, 1, -1), k(1, 1, 1);
        return normalize(a * d(p + a * e) + b * d(p + b * e) + c * d(p + c * e) + k * d(p + k * e));
    }
};

}  // namespace samples
