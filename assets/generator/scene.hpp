// What a scene is made of: shapes, materials, lights, a sky; and the ray queries over it.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "vec.hpp"

namespace samples {

struct Ray {
    Vec3 origin, dir;
};

struct Surface {
    Vec3 albedo{0.5F, 0.5F, 0.5F};
    Vec3 normal;
    Vec3 emission;
    float roughness = 1;       // of the mirror lobe; 0 is a mirror
    float f0 = 0.0F;           // reflectance at normal incidence; 0 has no mirror lobe
    bool metal = false;        // a metal reflects its albedo and has no diffuse part
    float translucency = 0;    // share of diffuse light that comes through from behind (leaves, paper)
};

struct Point {
    Vec3 p, n;
    int tag = 0;               // what the shape was given: materials vary by it
};

using Material = std::function<void(const Point&, Surface&)>;
using Distance = std::function<float(Vec3)>;

struct Bounds {
    Vec3 lo{1e30F, 1e30F, 1e30F}, hi{-1e30F, -1e30F, -1e30F};
    float area() const {       // half the surface; 0 for an empty box
        const Vec3 e = max(hi - lo, Vec3(0.0F));
        return e.x * e.y + e.y * e.z + e.z * e.x;
    }
    void grow(const Bounds& b) { lo = min(lo, b.lo); hi = max(hi, b.hi); }
    bool clip(const Ray& r, Vec3 inv, float& t0, float& t1) const;
};

struct Shape;

struct Hit {
    float t = 1e30F;
    Vec3 n;
    const Shape* shape = nullptr;
};

struct Shape {
    const Material* material = nullptr;
    int tag = 0;
    bool casts_shadow = true;
    Bounds bounds;
    virtual ~Shape() = default;
    // Reports a crossing with 0 < t < hit.t by writing t and the outward normal.
    virtual bool intersect(const Ray& ray, Hit& hit) const = 0;
};

// Light from a rectangle, centre and two half edges; it shines towards cross(u, v).
struct PanelLight {
    Vec3 centre, u, v, radiance;
};

struct Scene {
    // Light from one direction, spread over a small cone.
    Vec3 sun_dir{0, 1, 0}, sun;        // sun is the irradiance divided by pi on a facing surface
    float sun_spread = 0.01F;
    std::vector<PanelLight> panels;
    std::function<Vec3(Vec3)> sky = [](Vec3) { return Vec3(0.0F); };
    Vec3 ambient;                      // stands for the light of all later bounces
    float haze_density = 0;            // per metre
    std::function<Vec3(Vec3)> haze = [](Vec3) { return Vec3(0.0F); };

    // The scene keeps the material; the pointer stays valid for its life.
    const Material* material(Material m);
    const Material* matte(Vec3 albedo);
    const Material* glossy(Vec3 albedo, float roughness, float f0 = 0.04F);

    Shape& add_sphere(const Material* m, Vec3 centre, float radius);
    Shape& add_box(const Material* m, Vec3 lo, Vec3 hi);
    Shape& add_turned_box(const Material* m, Vec3 centre, Vec3 half, Vec3 axis_x, Vec3 axis_y);
    Shape& add_rod(const Material* m, Vec3 a, Vec3 b, float radius);      // flat ends
    Shape& add_disc(const Material* m, Vec3 centre, Vec3 normal, Vec3 long_axis, float a, float b);
    // `step` below 1 shortens the march where the function overstates the distance.
    Shape& add_sdf(const Material* m, Vec3 lo, Vec3 hi, Distance d, float step = 0.9F);
    void add_panel(PanelLight light);  // the light and a rectangle that shows it

    void build();                      // after the last add, before the first query
    bool closest(const Ray& ray, Hit& hit) const;
    bool blocked(const Ray& ray, float t_max) const;

private:
    struct Node {
        Bounds bounds;
        int first = 0, count = 0;      // count 0: inner node, children first and first + 1
    };
    template <class S> S& add(std::unique_ptr<S> s, const Material* m);
    void split(int node, int first, int count);

    std::vector<std::unique_ptr<Material>> materials_;
    std::vector<std::unique_ptr<Shape>> shapes_;
    std::vector<Node> nodes_;
};

}  // namespace samples
