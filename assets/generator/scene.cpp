#include "scene.hpp"

#include "shapes.hpp"

namespace samples {

bool Bounds::clip(const Ray& r, Vec3 inv, float& t0, float& t1) const {
    const Vec3 a = (lo - r.origin) * inv, b = (hi - r.origin) * inv;
    const Vec3 n = min(a, b), f = max(a, b);
    t0 = std::max(t0, std::max(n.x, std::max(n.y, n.z)));
    t1 = std::min(t1, std::min(f.x, std::min(f.y, f.z)));
    return t0 <= t1;
}

namespace {

Bounds around(Vec3 c, Vec3 r) {
    Bounds b;
    b.lo = c - r;
    b.hi = c + r;
    return b;
}

}  // namespace

const Material* Scene::material(Material m) {
    materials_.push_back(std::make_unique<Material>(std::move(m)));
    return materials_.back().get();
}
const Material* Scene::matte(Vec3 albedo) {
    return material([albedo](const Point&, Surface& s) { s.albedo = albedo; });
}
const Material* Scene::glossy(Vec3 albedo, float roughness, float f0) {
    return material([=](const Point&, Surface& s) { s.albedo = albedo; s.roughness = roughness; s.f0 = f0; });
}

template <class S> S& Scene::add(std::unique_ptr<S> s, const Material* m) {
    s->material = m;
    S& ref = *s;
    shapes_.push_back(std::move(s));
    return ref;
}

Shape& Scene::add_sphere(const Material* m, Vec3 centre, float radius) {
    auto s = std::make_unique<Sphere>();
    s->centre = centre;
    s->radius = radius;
    s->bounds = around(centre, Vec3(radius));
    return add(std::move(s), m);
}
Shape& Scene::add_box(const Material* m, Vec3 lo, Vec3 hi) {
    return add_turned_box(m, (lo + hi) * 0.5F, (hi - lo) * 0.5F, {1, 0, 0}, {0, 1, 0});
}
Shape& Scene::add_turned_box(const Material* m, Vec3 centre, Vec3 half, Vec3 axis_x, Vec3 axis_y) {
    auto s = std::make_unique<Box>();
    s->centre = centre;
    s->half = half;
    s->ax = normalize(axis_x);
    s->az = normalize(cross(s->ax, axis_y));
    s->ay = cross(s->az, s->ax);
    s->bounds = around(centre, abs(s->ax) * half.x + abs(s->ay) * half.y + abs(s->az) * half.z);
    return add(std::move(s), m);
}
Shape& Scene::add_rod(const Material* m, Vec3 a, Vec3 b, float radius) {
    auto s = std::make_unique<Rod>();
    s->a = a;
    s->len = length(b - a);
    s->axis = normalize(b - a);
    s->radius = radius;
    s->bounds = {min(a, b) - Vec3(radius), max(a, b) + Vec3(radius)};
    return add(std::move(s), m);
}
Shape& Scene::add_disc(const Material* m, Vec3 centre, Vec3 normal, Vec3 long_axis, float a, float b) {
    auto s = std::make_unique<Disc>();
    s->centre = centre;
    s->n = normalize(normal);
    const Vec3 v = normalize(cross(s->n, long_axis)), u = cross(v, s->n);
    s->u = u / a;
    s->v = v / b;
    s->bounds = around(centre, abs(u) * a + abs(v) * b + Vec3(1e-4F));
    return add(std::move(s), m);
}
Shape& Scene::add_sdf(const Material* m, Vec3 lo, Vec3 hi, Distance d, float step) {
    auto s = std::make_unique<Sdf>();
    s->d = std::move(d);
    s->step = step;
    s->bounds = {lo, hi};
    return add(std::move(s), m);
}
void Scene::add_panel(PanelLight light) {
    panels.push_back(light);
    const Vec3 radiance = light.radiance;
    auto s = std::make_unique<Panel>();
    s->centre = light.centre;
    s->u = light.u;
    s->v = light.v;
    s->n = normalize(cross(light.u, light.v));
    s->lu = length(light.u);
    s->lv = length(light.v);
    s->bounds = around(light.centre, abs(light.u) + abs(light.v) + Vec3(1e-4F));
    s->casts_shadow = false;
    add(std::move(s), material([radiance](const Point&, Surface& f) { f.albedo = Vec3(0.0F); f.emission = radiance; }));
}

void Scene::build() {
    nodes_.assign(1, {});
    split(0, 0, static_cast<int>(shapes_.size()));
}

// The split with the least expected cost (surface area heuristic over bins of centres): scenes mix a
// ground of hundreds of metres with leaves of centimetres, where a median split would be several times slower.
void Scene::split(int node, int first, int count) {
    constexpr int bins = 16;
    Bounds all, centres;
    auto shape_bounds = [&](int i) -> const Bounds& { return shapes_[static_cast<std::size_t>(i)]->bounds; };
    for (int i = first; i < first + count; ++i) {
        all.grow(shape_bounds(i));
        const Vec3 c = shape_bounds(i).lo + shape_bounds(i).hi;
        centres.grow({c, c});
    }
    Node& n = nodes_[static_cast<std::size_t>(node)];
    n.bounds = all;
    n.first = first;
    n.count = count;
    if (count <= 2) return;

    const Vec3 extent = centres.hi - centres.lo;
    auto bin_of = [&](const Bounds& b, int axis) {
        const float t = (b.lo[axis] + b.hi[axis] - centres.lo[axis]) / extent[axis];
        return std::min(bins - 1, static_cast<int>(t * bins));
    };
    float best = static_cast<float>(count) * all.area();
    int best_axis = -1, best_bin = 0;
    for (int axis = 0; axis < 3; ++axis) {
        if (extent[axis] < 1e-6F) continue;
        Bounds box[bins];
        int members[bins] = {};
        for (int i = first; i < first + count; ++i) {
            const int k = bin_of(shape_bounds(i), axis);
            box[k].grow(shape_bounds(i));
            ++members[k];
        }
        Bounds right[bins];
        for (int k = bins - 1; k > 0; --k) {
            if (k < bins - 1) right[k] = right[k + 1];
            right[k].grow(box[k]);
        }
        Bounds left;
        int left_count = 0;
        for (int k = 0; k + 1 < bins; ++k) {
            left.grow(box[k]);
            left_count += members[k];
            if (left_count == 0 || left_count == count) continue;
            const float cost = static_cast<float>(left_count) * left.area() + static_cast<float>(count - left_count) * right[k + 1].area();
            if (cost < best) best = cost, best_axis = axis, best_bin = k;
        }
    }
    if (best_axis < 0) return;  // no split pays: a leaf
    const auto begin = shapes_.begin() + first;
    const auto middle = std::partition(begin, begin + count, [&](const auto& s) { return bin_of(s->bounds, best_axis) <= best_bin; });
    const int half = static_cast<int>(middle - begin), child = static_cast<int>(nodes_.size());
    n.first = child;
    n.count = 0;
    nodes_.resize(nodes_.size() + 2);
    split(child, first, half);
    split(child + 1, first + half, count - half);
}

bool Scene::closest(const Ray& ray, Hit& hit) const {
    const Vec3 inv = inverse(ray.dir);
    int stack[64], top = 0;
    stack[top++] = 0;
    while (top > 0) {
        const Node& n = nodes_[static_cast<std::size_t>(stack[--top])];
        float t0 = 0, t1 = hit.t;
        if (!n.bounds.clip(ray, inv, t0, t1)) continue;
        if (n.count == 0) {
            float a0 = 0, a1 = hit.t, b0 = 0, b1 = hit.t;
            const bool a = nodes_[static_cast<std::size_t>(n.first)].bounds.clip(ray, inv, a0, a1);
            const bool b = nodes_[static_cast<std::size_t>(n.first) + 1].bounds.clip(ray, inv, b0, b1);
            const bool a_first = a0 < b0;
            if (a && b) { stack[top++] = n.first + (a_first ? 1 : 0); stack[top++] = n.first + (a_first ? 0 : 1); }
            else if (a) stack[top++] = n.first;
            else if (b) stack[top++] = n.first + 1;
        } else {
            for (int i = 0; i < n.count; ++i) {
                const Shape& s = *shapes_[static_cast<std::size_t>(n.first + i)];
                if (s.intersect(ray, hit)) hit.shape = &s;
            }
        }
    }
    return hit.shape != nullptr;
}

bool Scene::blocked(const Ray& ray, float t_max) const {
    const Vec3 inv = inverse(ray.dir);
    int stack[64], top = 0;
    stack[top++] = 0;
    while (top > 0) {
        const Node& n = nodes_[static_cast<std::size_t>(stack[--top])];
        float t0 = 0, t1 = t_max;
        if (!n.bounds.clip(ray, inv, t0, t1)) continue;
        if (n.count == 0) {
            stack[top++] = n.first;
            stack[top++] = n.first + 1;
            continue;
        }
        for (int i = 0; i < n.count; ++i) {
            const Shape& s = *shapes_[static_cast<std::size_t>(n.first + i)];
            Hit h;
            h.t = t_max;
            if (s.casts_shadow && s.intersect(ray, h)) return true;
        }
    }
    return false;
}

}  // namespace samples
