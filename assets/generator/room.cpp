#include "random.hpp"
#include "render.hpp"
#include "scenes.hpp"
#include "sdf.hpp"

namespace samples {

namespace {

void add_shell(Scene& s) {
    const Material* wall = s.material([](const Point& at, Surface& f) {
        const float stripe = smoothstep(0.3F, 0.36F, std::fabs(fract((std::fabs(at.n.x) > 0.5F ? at.p.z : at.p.x) / 0.24F) - 0.5F));
        f.albedo = mix(Vec3(0.36F, 0.38F, 0.33F), Vec3(0.43F, 0.44F, 0.37F), stripe) * (0.85F + 0.25F * fbm(at.p * 1.5F, 3));
        if (at.p.y < 0.9F) f.albedo = Vec3(0.3F, 0.24F, 0.18F) * (0.85F + 0.2F * fbm(at.p * 4.0F, 3));
    });
    const Material* floor = s.material([](const Point& at, Surface& f) {
        const float plank = std::floor(at.p.x / 0.14F), inside = fract(at.p.x / 0.14F);
        const float g = wood(Vec3(at.p.z, at.p.y, at.p.x) + Vec3(plank * 3.1F, plank * 0.2F, plank));
        f.albedo = mix(Vec3(0.34F, 0.2F, 0.11F), Vec3(0.17F, 0.09F, 0.05F), g) * (0.85F + 0.3F * hash(static_cast<int>(plank), 2)) * (1 - 0.6F * (1 - smoothstep(0.02F, 0.05F, std::min(inside, 1 - inside))));
        f.f0 = 0.04F;
        f.roughness = 0.28F;
    });
    s.add_box(floor, {-2.6F, -0.1F, -2}, {2.6F, 0, 5.2F});
    s.add_box(s.matte({0.6F, 0.58F, 0.53F}), {-2.6F, 2.7F, -2}, {2.6F, 2.8F, 5.2F});
    s.add_box(wall, {-2.6F, 0, 5}, {2.6F, 2.7F, 5.2F});
    s.add_box(wall, {2.4F, 0, -2}, {2.6F, 2.7F, 5});
    s.add_box(wall, {-2.6F, 0, -2}, {2.6F, 2.7F, -1.8F});
    // The left wall around its window.
    s.add_box(wall, {-2.6F, 0, -2}, {-2.4F, 2.7F, 2.4F});
    s.add_box(wall, {-2.6F, 0, 3.9F}, {-2.4F, 2.7F, 5});
    s.add_box(wall, {-2.6F, 0, 2.4F}, {-2.4F, 0.9F, 3.9F});
    s.add_box(wall, {-2.6F, 2.3F, 2.4F}, {-2.4F, 2.7F, 3.9F});
    const Material* white = s.matte({0.6F, 0.58F, 0.53F});
    for (const float z : {2.4F, 3.12F, 3.84F}) s.add_box(white, {-2.52F, 0.9F, z}, {-2.46F, 2.3F, z + 0.06F});
    for (const float y : {0.9F, 1.58F, 2.24F}) s.add_box(white, {-2.52F, y, 2.4F}, {-2.46F, y + 0.06F, 3.9F});
    s.add_box(white, {-2.5F, 0.84F, 2.3F}, {-2.2F, 0.9F, 4.0F});
    for (const float y : {0.0F, 0.88F}) s.add_box(white, {-2.4F, y, 4.96F}, {2.4F, y + (y > 0 ? 0.05F : 0.12F), 5});
    const Material* curtain = s.matte({0.42F, 0.2F, 0.16F});
    for (const float z : {2.16F, 4.08F})
        s.add_sdf(curtain, {-2.4F, 0.1F, z - 0.26F}, {-2.1F, 2.5F, z + 0.26F}, [z](Vec3 p) {
            const float x = -2.26F + 0.035F * std::sin(p.z * 62) * (0.7F + 0.2F * p.y);
            return std::max(std::fabs(p.x - x) * 0.45F - 0.006F, std::max(std::fabs(p.z - z) - 0.24F + 0.05F * std::sin(p.y * 1.3F), std::fabs(p.y - 1.3F) - 1.15F));
        }, 0.8F);
    s.add_rod(s.glossy({0.3F, 0.2F, 0.08F}, 0.3F), {-2.26F, 2.47F, 1.8F}, {-2.26F, 2.47F, 4.4F}, 0.018F);
}

void add_shelf(Scene& s) {
    const Material* board = s.material([](const Point& at, Surface& f) { f.albedo = mix(Vec3(0.26F, 0.15F, 0.08F), Vec3(0.12F, 0.06F, 0.03F), wood(at.p)); });
    for (const float x : {-1.25F, 0.35F}) s.add_box(board, {x, 0, 4.68F}, {x + 0.05F, 2.1F, 5});
    s.add_box(board, {-1.25F, 0, 4.96F}, {0.4F, 2.1F, 5});
    Rng rng(77);
    for (int row = 0; row < 6; ++row) {
        const float y = 0.08F + 0.4F * static_cast<float>(row);
        s.add_box(board, {-1.25F, y - 0.03F, 4.68F}, {0.4F, y, 5});
        if (row == 5) break;
        for (float x = -1.18F; x < 0.28F;) {
            const float w = rng.uniform(0.025F, 0.065F), h = rng.uniform(0.2F, 0.33F), d = rng.uniform(0.18F, 0.25F);
            if (rng.uniform() < 0.1F) { x += rng.uniform(0.08F, 0.2F); continue; }
            const Vec3 tone = Vec3(rng.uniform(0.08F, 0.45F), rng.uniform(0.08F, 0.35F), rng.uniform(0.06F, 0.3F)) * rng.uniform(0.5F, 1.2F);
            const Material* cover = s.material([=](const Point& at, Surface& f) {
                const float v = (at.p.y - y) / h;
                f.albedo = std::fabs(std::fabs(v - 0.5F) - 0.33F) < 0.02F ? Vec3(0.5F, 0.4F, 0.2F) : tone;
            });
            s.add_box(cover, {x, y, 4.95F - d}, {std::min(x + w - 0.002F, 0.34F), y + h, 4.95F});
            x += w;
        }
    }
}

void add_table_and_chair(Scene& s) {
    const Material* oak = s.material([](const Point& at, Surface& f) {
        f.albedo = mix(Vec3(0.38F, 0.24F, 0.13F), Vec3(0.2F, 0.11F, 0.055F), wood(at.p * 1.5F));
        f.f0 = 0.04F;
        f.roughness = 0.25F;
    });
    auto box = [&](Vec3 lo, Vec3 hi) { s.add_box(oak, lo, hi); };
    box({0.1F, 0.72F, 2.7F}, {1.5F, 0.76F, 3.6F});
    for (const float x : {0.16F, 1.37F})
        for (const float z : {2.76F, 3.47F}) box({x, 0, z}, {x + 0.07F, 0.72F, z + 0.07F});
    box({0.2F, 0.62F, 2.78F}, {1.4F, 0.72F, 2.81F});

    const Vec3 seat(-0.25F, 0, 2.75F);  // turned towards the table
    auto part = [&](Vec3 c, Vec3 half) { s.add_turned_box(oak, seat + rotate_y(c, 0.45F), half, rotate_y({1, 0, 0}, 0.45F), {0, 1, 0}); };
    part({0, 0.45F, 0}, {0.22F, 0.02F, 0.22F});
    for (const float x : {-0.19F, 0.19F})
        for (const float z : {-0.19F, 0.19F}) part({x, x < 0 ? 0.48F : 0.22F, z}, {0.02F, x < 0 ? 0.48F : 0.22F, 0.02F});
    for (const float y : {0.66F, 0.79F, 0.92F}) part({-0.19F, y, 0}, {0.012F, 0.035F, 0.19F});

    static const OutlineGrid vase = lathe_outline({{0, 0.002F}, {0.05F, 0}, {0.06F, 0.01F}, {0.085F, 0.08F}, {0.08F, 0.15F}, {0.04F, 0.21F}, {0.035F, 0.24F}, {0.05F, 0.265F}, {0.045F, 0.265F}, {0.028F, 0.24F}, {0, 0.22F}});
    const Vec3 v(0.75F, 0.76F, 3.2F);
    s.add_sdf(s.glossy({0.1F, 0.16F, 0.24F}, 0.15F, 0.05F), v + Vec3(-0.09F, 0, -0.09F), v + Vec3(0.09F, 0.27F, 0.09F), [v](Vec3 p) { return sd_lathe(p - v, vase); }, 0.85F);
    Rng rng(5);
    const Material* leaf = s.material([](const Point&, Surface& f) { f.albedo = Vec3(0.16F, 0.24F, 0.08F); f.translucency = 0.4F; });
    for (int i = 0; i < 16; ++i) {
        const Vec3 tip = v + Vec3(0.16F * rng.gaussian(), rng.uniform(0.36F, 0.6F), 0.13F * rng.gaussian());
        s.add_rod(leaf, v + Vec3(0, 0.22F, 0), tip, 0.003F);
        for (int k = 0; k < 6; ++k) {
            const Vec3 c = mix(v + Vec3(0, 0.25F, 0), tip, 0.45F + 0.11F * static_cast<float>(k));
            s.add_disc(leaf, c + Vec3(rng.gaussian(), rng.gaussian(), rng.gaussian()) * 0.015F, {rng.gaussian(), 1, rng.gaussian()}, {rng.gaussian(), 0, 1}, 0.035F, 0.016F);
        }
    }
    s.add_turned_box(s.matte({0.45F, 0.12F, 0.09F}), {0.42F, 0.78F, 3.0F}, {0.11F, 0.018F, 0.08F}, {0.9F, 0, 0.4F}, {0, 1, 0});
    s.add_turned_box(s.matte({0.12F, 0.2F, 0.3F}), {0.43F, 0.81F, 3.01F}, {0.1F, 0.014F, 0.07F}, {1, 0, -0.1F}, {0, 1, 0});
    s.add_rod(s.glossy({0.6F, 0.57F, 0.5F}, 0.15F), {1.12F, 0.76F, 2.95F}, {1.12F, 0.85F, 2.95F}, 0.04F);
    const Material* rug = s.material([](const Point& at, Surface& f) {
        const float r = std::max(std::fabs(at.p.x - 0.3F) / 1.35F, std::fabs(at.p.z - 2.6F) / 1.0F);
        const bool line = std::fabs(r - 0.86F) < 0.03F || (r < 0.78F && std::fabs(fract((at.p.x + at.p.z) * 2.2F) - 0.5F) + std::fabs(fract((at.p.x - at.p.z) * 2.2F) - 0.5F) < 0.24F);
        f.albedo = (line ? Vec3(0.45F, 0.36F, 0.22F) : Vec3(0.3F, 0.08F, 0.07F)) * (0.8F + 0.4F * value_noise(at.p * 80.0F));
    });
    s.add_box(rug, {-1.05F, 0, 1.6F}, {1.65F, 0.012F, 3.6F});
}

void add_lamp_and_pictures(Scene& s) {
    const Material* brass = s.glossy({0.35F, 0.24F, 0.09F}, 0.3F, 0.3F);
    const Vec3 foot(1.95F, 0, 4.35F);
    s.add_rod(brass, foot, foot + Vec3(0, 0.03F, 0), 0.16F);
    s.add_rod(brass, foot, foot + Vec3(0, 1.5F, 0), 0.014F);
    const Material* shade = s.material([](const Point&, Surface& f) { f.albedo = Vec3(0.6F, 0.5F, 0.32F); f.emission = Vec3(0.42F, 0.3F, 0.14F); });
    s.add_sdf(shade, foot + Vec3(-0.3F, 1.36F, -0.3F), foot + Vec3(0.3F, 1.74F, 0.3F), [foot](Vec3 w) {
        const Vec3 p = w - foot;
        return std::max(std::fabs(std::hypot(p.x, p.z) - mix(0.26F, 0.15F, (p.y - 1.38F) / 0.34F)) - 0.006F, std::fabs(p.y - 1.55F) - 0.17F) * 0.9F;
    }, 0.8F).casts_shadow = true;
    s.add_panel({foot + Vec3(0, 1.5F, 0), {0.09F, 0, 0}, {0, 0, 0.09F}, Vec3(9, 6.4F, 3.4F)});   // down
    s.add_panel({foot + Vec3(0, 1.6F, 0), {0, 0, 0.08F}, {0.08F, 0, 0}, Vec3(9, 6.4F, 3.4F)});   // up
    s.add_panel({{-2.58F, 1.6F, 3.15F}, {0, 0.68F, 0}, {0, 0, 0.72F}, Vec3(0.5F, 0.64F, 0.9F)});

    const Material* frame = s.matte({0.16F, 0.1F, 0.05F});
    const Material* view = s.material([](const Point& at, Surface& f) {
        const float hill = 1.62F + 0.06F * std::sin(at.p.x * 9) + 0.04F * fbm(at.p * 8.0F, 3);
        f.albedo = at.p.y > hill ? Vec3(0.42F, 0.46F, 0.5F) : Vec3(0.15F, 0.2F, 0.1F) * (0.6F + 0.8F * fbm(at.p * 12.0F, 3));
    });
    s.add_box(frame, {0.82F, 1.36F, 4.95F}, {1.5F, 1.92F, 5});
    s.add_box(view, {0.87F, 1.41F, 4.94F}, {1.45F, 1.87F, 4.96F});
    s.add_box(frame, {-1.95F, 1.5F, 4.95F}, {-1.55F, 2.05F, 5});
    s.add_box(view, {-1.91F, 1.54F, 4.94F}, {-1.59F, 2.01F, 4.96F});
}

}  // namespace

cv::Mat make_room() {
    Scene s;
    s.ambient = Vec3(0.035F, 0.032F, 0.028F);
    add_shell(s);
    add_shelf(s);
    add_table_and_chair(s);
    add_lamp_and_pictures(s);
    s.build();

    Camera cam;
    cam.eye = {0.75F, 1.5F, -0.9F};
    cam.target = {-0.12F, 1.5F, 4.0F};
    cam.fov_degrees = 60;
    cam.shift_y = -0.22F;
    RenderOptions o;
    o.samples = 16;
    Develop d;
    d.exposure = 13.0F;
    d.bloom = 0.05F;
    d.noise = 0;
    const cv::Mat bright = develop(render(s, cam, o), d);

    // Too short an exposure: the picture keeps about seventy of its levels, and the sensor's noise on top.
    cv::Mat dim(bright.size(), CV_8UC3);
    Rng rng(31);
    for (int y = 0; y < bright.rows; ++y)
        for (int x = 0; x < bright.cols; ++x) {
            const float shared = rng.gaussian();
            for (int k = 0; k < 3; ++k) {
                const float v = static_cast<float>(bright.at<cv::Vec3b>(y, x)[k]);
                dim.at<cv::Vec3b>(y, x)[k] = cv::saturate_cast<unsigned char>(21 + 0.27F * v + 0.55F * shared + 0.4F * rng.gaussian());
            }
        }
    return dim;
}

}  // namespace samples
