#include "random.hpp"
#include "render.hpp"
#include "scenes.hpp"
#include "street_parts.hpp"

namespace samples {

namespace {

const Vec3 sun_dir = normalize(Vec3(-0.70F, 0.40F, -0.34F));

Vec3 evening_sky(Vec3 d) {
    const float up = std::max(d.y, 0.0F);
    Vec3 c = mix(Vec3(0.95F, 0.74F, 0.52F), Vec3(0.17F, 0.33F, 0.66F), std::pow(saturate(up * 1.9F), 0.55F));
    const float toward = saturate(dot(d, normalize(Vec3(sun_dir.x, 0.1F, sun_dir.z))));
    c += Vec3(1.3F, 0.75F, 0.35F) * std::pow(toward, 6.0F) * 0.5F;
    if (d.y > 0.02F) {  // clouds on a plane far above, thinning out towards the horizon
        const Vec3 q(d.x / (d.y + 0.12F), 0, d.z / (d.y + 0.12F));
        const float streaks = fbm({q.x * 1.1F + 4.2F, 2.0F, q.z * 0.62F + 1.7F}, 5);
        const float cover = smoothstep(0.47F, 0.74F, streaks) * smoothstep(0.02F, 0.2F, d.y);
        c = mix(c, Vec3(1.15F, 0.93F, 0.78F) * (0.75F + 0.5F * smoothstep(0.5F, 0.8F, streaks)), 0.8F * cover);
    }
    return c;
}

void paint_road(const Point& at, Surface& s) {
    const Vec3 p = at.p;
    const float grain = value_noise(p * 70.0F), tone = fbm(p * 0.5F, 4);
    float a = 0.115F + 0.06F * tone + 0.03F * (grain - 0.5F);
    const float lane = std::fabs(std::fabs(p.x) - 1.8F);           // tyres polish two tracks per lane
    a *= 1 + 0.16F * std::exp(-std::pow((lane - 0.75F) / 0.3F, 2.0F));
    if (p.x > 0.6F && p.x < 2.2F && p.z > 17 && p.z < 22.5F) a *= 0.62F;   // a mended patch
    const float crack = std::fabs(fbm(p * 0.9F + Vec3(3, 0, 8), 4) - 0.5F);
    a *= 0.6F + 0.4F * smoothstep(0.0F, 0.012F, crack);
    s.albedo = Vec3(a * 1.03F, a, a * 0.96F);
    s.f0 = 0.03F;
    s.roughness = 0.6F;
    const bool crossing = p.z > 8.2F && p.z < 11.2F && std::fabs(p.x) < 3.45F && fract((p.x + 3.45F) / 1.0F) < 0.5F;
    const bool stop_line = p.z > 12.2F && p.z < 12.6F && p.x < -0.1F && p.x > -3.4F;
    const bool dash = std::fabs(p.x) < 0.07F && p.z > 13 && fract((p.z - 13) / 6.0F) < 0.5F;
    const bool near_dash = std::fabs(p.x) < 0.07F && p.z < 7.2F;
    if (crossing || stop_line || dash || near_dash) {
        const float worn = smoothstep(0.36F, 0.5F, fbm(p * 3.0F, 4) * 0.75F + 0.25F * grain);
        s.albedo = mix(s.albedo, Vec3(0.62F, 0.61F, 0.56F), 0.3F + 0.65F * worn);
    }
    const float r = std::hypot(p.x + 1.2F, p.z - 6.3F);            // a manhole cover
    if (r < 0.36F) {
        const bool rib = r > 0.31F || (fract(p.x * 9) < 0.35F) != (fract(p.z * 9) < 0.35F);
        s.albedo = Vec3(rib ? 0.10F : 0.05F);
        s.f0 = 0.2F;
    }
}

void paint_pavement(const Point& at, Surface& s) {
    const Vec3 p = at.p;
    const float u = p.x / 0.6F, v = p.z / 0.9F + 0.5F * std::fmod(std::floor(std::fabs(u)), 2.0F);
    const float tone = hash(static_cast<int>(std::floor(u)), static_cast<int>(std::floor(v)));
    const float joint = std::max(smoothstep(0.47F, 0.49F, std::fabs(fract(u) - 0.5F)), smoothstep(0.48F, 0.495F, std::fabs(fract(v) - 0.5F)));
    const float a = (0.22F + 0.09F * tone) * (0.7F + 0.6F * fbm(p * 1.3F, 4)) * (0.94F + 0.12F * value_noise(p * 60.0F));
    s.albedo = Vec3(a * 1.02F, a * 0.97F, a * 0.9F) * (1 - 0.55F * joint);
}

void add_ground(Scene& s) {
    s.add_box(s.material(paint_road), {-60, -1, -30}, {60, 0, 400});
    const Material* pavement = s.material(paint_pavement);
    const Material* kerb = s.material([](const Point& p, Surface& f) {
        const float joint = smoothstep(0.48F, 0.495F, std::fabs(fract(p.p.z / 1.2F) - 0.5F));
        f.albedo = Vec3(0.36F, 0.35F, 0.33F) * (0.7F + 0.5F * fbm(p.p * 5.0F, 3)) * (1 - 0.6F * joint);
    });
    const Material* grass = s.material([](const Point& p, Surface& f) { f.albedo = mix(Vec3(0.07F, 0.11F, 0.02F), Vec3(0.17F, 0.17F, 0.05F), fbm(p.p * 4.0F, 4)); });
    for (const float side : {-1.0F, 1.0F}) {
        s.add_box(pavement, {side > 0 ? 3.75F : -6.6F, -0.5F, -30}, {side > 0 ? 6.6F : -3.75F, 0.14F, 140});
        s.add_box(kerb, {side > 0 ? 3.55F : -3.75F, -0.5F, -30}, {side > 0 ? 3.75F : -3.55F, 0.15F, 140});
    }
    s.add_box(grass, {-60, -0.5F, -30}, {-6.6F, 0.16F, 33});
}

void add_park_edge(Scene& s) {
    const Material* stone = s.material([](const Point& p, Surface& f) { f.albedo = Vec3(0.4F, 0.37F, 0.32F) * (0.6F + 0.6F * fbm(p.p * 3.0F, 4)); });
    const Material* iron = s.glossy({0.03F, 0.038F, 0.036F}, 0.4F);
    s.add_box(stone, {-6.75F, 0, -20}, {-6.4F, 0.6F, 32});
    s.add_box(iron, {-6.6F, 1.35F, -20}, {-6.55F, 1.4F, 32});
    for (float z = 1; z < 32; z += 0.16F) s.add_box(iron, {-6.585F, 0.6F, z}, {-6.565F, 1.5F, z + 0.02F});
    for (float z = 3; z < 33; z += 4) {
        s.add_box(stone, {-6.85F, 0, z - 0.25F}, {-6.3F, 1.65F, z + 0.25F});
        s.add_box(stone, {-6.95F, 1.65F, z - 0.35F}, {-6.2F, 1.78F, z + 0.35F});
    }
    const Vec3 feet[] = {{-8.6F, 0, 10}, {-9.4F, 0, 16.5F}, {-8.4F, 0, 23}, {-9.0F, 0, 29.5F}, {-14, 0, 20}, {-15, 0, 28}};
    std::uint64_t seed = 11;
    for (const Vec3 f : feet) add_tree(s, f, 7.6F + hash(static_cast<int>(seed), 1), 14000, seed), ++seed;
    add_tree(s, {4.6F, 0.1F, 46}, 6.5F, 3600, 31);
    add_tree(s, {4.6F, 0.1F, 58}, 6.5F, 3000, 32);
    add_tree(s, {-4.7F, 0.1F, 52}, 6.8F, 3000, 33);
}

void add_houses(Scene& s) {
    const Vec3 cream(0.6F, 0.5F, 0.36F), rose(0.58F, 0.33F, 0.25F), brick(0.36F, 0.15F, 0.095F), white(0.66F, 0.62F, 0.54F), ochre(0.5F, 0.36F, 0.2F),
        blue(0.33F, 0.40F, 0.44F), sage(0.38F, 0.42F, 0.3F), stone(0.47F, 0.41F, 0.33F), pale(0.76F, 0.72F, 0.64F);
    const House right[] = {
        {6.4F, -4, 7.5F, 3, 4, Wall::stone, stone, pale, {0.05F, 0.08F, 0.12F}, false, 2},
        {6.4F, 7.5F, 16.5F, 3, 3, Wall::plaster, cream, pale, {0.16F, 0.03F, 0.025F}, true, 3},
        {6.4F, 16.5F, 24.5F, 3, 3, Wall::brick, brick, pale, {0.03F, 0.08F, 0.06F}, false, 4},
        {6.4F, 24.5F, 34.5F, 2, 4, Wall::plaster, blue, pale, {0.3F, 0.2F, 0.06F}, true, 5},
        {6.4F, 34.5F, 43, 3, 3, Wall::plaster, rose, pale, {0.06F, 0.05F, 0.04F}, false, 6},
        {6.4F, 43, 54, 4, 4, Wall::stone, white, pale, {0.04F, 0.07F, 0.1F}, false, 7},
        {6.4F, 54, 64, 3, 3, Wall::brick, brick, pale, {0.03F, 0.08F, 0.06F}, true, 8},
        {6.4F, 64, 78, 3, 5, Wall::plaster, ochre, pale, {0.1F, 0.03F, 0.02F}, false, 9},
        {6.4F, 78, 92, 3, 5, Wall::plaster, cream, pale, {0.05F, 0.08F, 0.12F}, false, 10},
    };
    const House left[] = {
        {-6.4F, 33.5F, 43, 3, 3, Wall::brick, Vec3(0.42F, 0.2F, 0.12F), pale, {0.04F, 0.07F, 0.1F}, false, 21},
        {-6.4F, 43, 52, 2, 3, Wall::plaster, sage, pale, {0.06F, 0.05F, 0.04F}, true, 22},
        {-6.4F, 52, 62, 3, 3, Wall::brick, brick, pale, {0.03F, 0.08F, 0.06F}, false, 23},
        {-6.4F, 62, 76, 3, 5, Wall::plaster, white, pale, {0.16F, 0.03F, 0.025F}, false, 24},
        {-6.4F, 76, 92, 3, 5, Wall::stone, stone, pale, {0.04F, 0.07F, 0.1F}, false, 25},
    };
    for (const House& h : right) add_house(s, h);
    for (const House& h : left) add_house(s, h);

    // The end of the street: a church on a square.
    const Material* wall = s.material([](const Point& p, Surface& f) { f.albedo = Vec3(0.5F, 0.44F, 0.36F) * (0.75F + 0.4F * fbm(p.p * 0.4F, 4)); });
    const Material* dark = s.matte({0.03F, 0.03F, 0.035F});
    const Material* slate = s.matte({0.12F, 0.17F, 0.16F});
    s.add_box(wall, {-4.5F, 0, 118}, {-0.5F, 22, 122});
    s.add_box(wall, {-4.9F, 22, 117.6F}, {-0.1F, 22.8F, 122.4F});
    for (const float x : {-3.6F, -2.2F}) s.add_box(dark, {x, 16.5F, 117.9F}, {x + 0.8F, 20.5F, 118});
    s.add_box(dark, {-3.2F, 9, 117.9F}, {-1.8F, 12.5F, 118});
    for (int i = 0; i < 24; ++i) {
        const float y = 22.8F + 0.5F * static_cast<float>(i), r = 2.3F * (1 - static_cast<float>(i) / 24.0F);
        s.add_box(slate, {-2.5F - r, y, 120 - r}, {-2.5F + r, y + 0.5F, 120 + r});
    }
    s.add_box(wall, {-0.5F, 0, 119}, {14, 9, 140});
    s.add_turned_box(slate, {6.5F, 11.5F, 122}, {9, 0.3F, 4.6F}, {1, 0, 0}, {0, 0.8F, -0.6F});
    s.add_box(wall, {-40, 0, 126}, {-5, 11, 140});
    for (float x = -20; x < -5; x += 2.4F) s.add_box(dark, {x, 4, 125.9F}, {x + 1.1F, 6.4F, 126}), s.add_box(dark, {x, 7.6F, 125.9F}, {x + 1.1F, 9.6F, 126});
}

}  // namespace

cv::Mat make_street() {
    Scene s;
    s.sun_dir = sun_dir;
    s.sun = Vec3(3.5F, 2.4F, 1.38F);
    s.sun_spread = 0.008F;
    s.sky = evening_sky;
    s.ambient = Vec3(0.10F, 0.10F, 0.11F);
    s.haze_density = 0.002F;
    s.haze = [](Vec3 d) { return mix(Vec3(0.92F, 0.74F, 0.56F), Vec3(0.6F, 0.64F, 0.72F), saturate(d.y * 2.5F)); };

    add_ground(s);
    add_park_edge(s);
    add_houses(s);
    for (const float z : {8.5F, 21.0F, 34.0F, 48.0F, 62.0F}) add_lamp_post(s, {-4.3F, 0.14F, z}, 0.9F);
    for (const float z : {14.0F, 29.0F, 44.0F, 58.0F}) add_lamp_post(s, {4.3F, 0.14F, z}, -0.9F);
    add_car(s, {2.62F, 0, 14.6F}, 0, {0.42F, 0.03F, 0.02F});
    add_car(s, {2.62F, 0, 25.5F}, 0, {0.05F, 0.11F, 0.2F});
    add_car(s, {2.66F, 0, 33.0F}, 0, {0.5F, 0.48F, 0.43F});
    add_car(s, {-1.7F, 0, 40.0F}, pi, {0.07F, 0.07F, 0.075F});
    add_person(s, {5.0F, 0.14F, 11.6F}, pi + 0.1F, 1.72F, {0.34F, 0.22F, 0.1F}, {0.05F, 0.06F, 0.1F}, 0.2F);
    add_person(s, {-0.9F, 0, 9.7F}, 0.5F * pi, 1.8F, {0.05F, 0.08F, 0.16F}, {0.1F, 0.09F, 0.08F}, 0.24F);
    add_person(s, {-4.9F, 0.14F, 25}, 0.05F, 1.7F, {0.4F, 0.07F, 0.05F}, {0.06F, 0.06F, 0.07F}, 0.18F);
    add_person(s, {5.3F, 0.14F, 31}, pi, 1.75F, {0.1F, 0.14F, 0.1F}, {0.12F, 0.1F, 0.08F}, 0.2F);
    add_bench(s, {-5.9F, 0.14F, 13.5F}, 0);
    s.build();

    Camera c;
    c.eye = {-1.55F, 1.72F, 0.0F};
    c.target = {0.6F, 1.72F, 12.0F};
    c.fov_degrees = 66;
    c.shift_y = 0.36F;
    RenderOptions o;
    o.samples = 16;
    o.bounces = 1;
    Develop d;
    d.exposure = 0.75F;
    d.contrast = 1.38F;
    d.saturation = 1.08F;
    d.noise = 0.9F;
    return develop(render(s, c, o), d);
}

}  // namespace samples
