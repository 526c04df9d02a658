#include <sstream>

#include "random.hpp"
#include "render.hpp"
#include "scenes.hpp"
#include "sdf.hpp"

namespace samples {

namespace {

struct Bean {
    Vec3 centre;
    float turn, length, width;
};

// Thrown one after the other; a bean which would touch another is thrown again. None crosses the border.
std::vector<Bean> throw_beans() {
    Rng rng(2024);
    std::vector<Bean> beans;
    for (int attempt = 0; attempt < 6000 && beans.size() < 84; ++attempt) {
        const Bean b{{rng.uniform(-4.25F, 4.25F), 0, rng.uniform(-2.75F, 2.75F)}, rng.uniform(0, 2 * pi), rng.uniform(0.25F, 0.32F), rng.uniform(0.155F, 0.19F)};
        bool free = true;
        for (const Bean& o : beans) free = free && length(b.centre - o.centre) > 0.7F;
        if (free) beans.push_back(b);
    }
    return beans;
}

}  // namespace

cv::Mat make_uneven_light() {
    Scene s;
    s.sky = [](Vec3) { return Vec3(0.06F, 0.068F, 0.08F); };
    s.ambient = Vec3(0.03F);
    s.add_panel({{-6.4F, 3.6F, 4.2F}, {0.5F, 0, 0.5F}, normalize(Vec3(0.4F, 1, -0.4F)) * 0.6F, Vec3(150, 132, 104)});
    // The panel has to face the sheet: its normal is the cross product of its edges.
    PanelLight& lamp = s.panels.back();
    if (cross(lamp.u, lamp.v).y > 0) lamp.v = -lamp.v;

    const Material* linen = s.material([](const Point& at, Surface& f) {
        const float u = at.p.x * 17 + 0.5F * fbm(at.p * 2.0F, 3), v = at.p.z * 17 + 0.5F * fbm(at.p * 2.0F + Vec3(9, 0, 3), 3);
        const float warp = 0.5F + 0.5F * std::cos(2 * pi * u), weft = 0.5F + 0.5F * std::cos(2 * pi * v);
        const bool over = (static_cast<int>(std::floor(u)) + static_cast<int>(std::floor(v))) % 2 == 0;
        const float thread = over ? warp : weft;
        f.albedo = Vec3(0.2F, 0.235F, 0.27F) * (0.72F + 0.3F * thread) * (0.85F + 0.3F * fbm(at.p * 1.1F, 4));
        f.normal = normalize(at.n + (over ? Vec3(std::sin(2 * pi * u), 0, 0) : Vec3(0, 0, std::sin(2 * pi * v))) * 0.16F);
    });
    s.add_box(linen, {-20, -1, -20}, {20, 0, 20});
    int tag = 0;
    for (const Bean& b : throw_beans()) {
        const Material* skin = s.material([b](const Point& at, Surface& f) {
            const Vec3 p = rotate_y(at.p - b.centre, -b.turn);
            const float speck = smoothstep(0.58F, 0.68F, fbm(at.p * 7.0F, 3));
            f.albedo = mix(Vec3(0.62F, 0.53F, 0.4F), Vec3(0.44F, 0.3F, 0.18F), 0.6F * speck) * (0.9F + 0.2F * hash(at.tag, 3));
            // The scar by which it hung in its pod, on the hollow side.
            if (std::hypot(p.x / 0.07F, (p.z + 0.8F * b.width) / 0.05F) < 1) f.albedo = Vec3(0.16F, 0.09F, 0.05F);
            f.f0 = 0.045F;
            f.roughness = 0.28F;
        });
        const Vec3 lo = b.centre - Vec3(0.5F, 0.1F, 0.5F), hi = b.centre + Vec3(0.5F, 0.45F, 0.5F);
        const float c = std::cos(b.turn), n = std::sin(b.turn);
        s.add_sdf(skin, lo, hi, [b, c, n](Vec3 w) {
            const Vec3 q = w - b.centre;
            Vec3 p(c * q.x - n * q.z, q.y, n * q.x + c * q.z);
            p.z += 0.2F * p.x * p.x / b.length - 0.02F;
            return sd_ellipsoid(p - Vec3(0, 0.78F * b.width, 0), {b.length, 0.8F * b.width, b.width});
        }, 0.75F).tag = tag++;
    }
    s.build();

    Camera cam;
    cam.eye = {0, 15, -1.2F};
    cam.target = {0, 0, 0};
    cam.up = {0, 0, 1};
    cam.fov_degrees = 35.5F;
    RenderOptions o;
    o.samples = 16;
    Develop d;
    d.exposure = 1.0F;
    d.contrast = 1.05F;
    d.vignette = 0.25F;
    d.noise = 0.9F;
    return develop(render(s, cam, o), d);
}

std::string known_uneven_light() {
    std::ostringstream out;
    out << "{\"beans\": " << throw_beans().size() << "}";
    return out.str();
}

}  // namespace samples
