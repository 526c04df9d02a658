#include "random.hpp"
#include "render.hpp"
#include "scenes.hpp"
#include "sdf.hpp"
#include "texture.hpp"

namespace samples {

namespace {

constexpr float cloth_top = 0.004F;

Distance turned(Vec3 centre, float tilt, float spin, Distance d) {
    return [=](Vec3 p) { return d(rotate_z(rotate_y(p - centre, -spin), -tilt)); };
}

Vec3 to_local(Vec3 p, Vec3 centre, float tilt, float spin) { return rotate_z(rotate_y(p - centre, -spin), -tilt); }

void add_apple(Scene& s, Vec3 c, float r, float tilt, float spin, Vec3 blush, Vec3 ground) {
    static const OutlineGrid outline = lathe_outline({{0, -0.66F}, {0.22F, -0.8F}, {0.48F, -0.8F}, {0.78F, -0.52F}, {0.97F, -0.05F}, {1.0F, 0.25F}, {0.88F, 0.6F},
                                                             {0.6F, 0.82F}, {0.3F, 0.8F}, {0.12F, 0.62F}, {0, 0.5F}});
    const Vec3 centre = c + Vec3(0, 0.8F * r, 0);
    const Material* skin = s.material([=](const Point& at, Surface& f) {
        const Vec3 p = to_local(at.p, centre, tilt, spin) / r;
        const float a = std::atan2(p.z, p.x), stripe = fbm({std::cos(a) * 5.5F, p.y * 0.7F, std::sin(a) * 5.5F}, 4);
        const float side = 0.5F + 0.5F * std::cos(a - 0.6F);
        const float red = smoothstep(0.32F, 0.66F, 0.55F * stripe + 0.38F * side + 0.12F * fbm(p * 2.0F, 3));
        f.albedo = mix(ground, blush, red) * (0.85F + 0.3F * stripe);
        const float dots = cell_noise(p * 9.0F);
        f.albedo = mix(f.albedo, Vec3(0.62F, 0.5F, 0.25F), 0.55F * (1 - smoothstep(0.07F, 0.13F, dots)));
        f.albedo = mix(f.albedo, Vec3(0.3F, 0.26F, 0.08F), 0.85F * smoothstep(0.4F, 0.08F, std::hypot(p.x, p.z)) * (p.y > 0 ? 1.0F : 0.5F));
        f.f0 = 0.042F;
        f.roughness = 0.24F;
    });
    const Vec3 box(1.15F * r);
    s.add_sdf(skin, centre - box, centre + box, turned(centre, tilt, spin, [r](Vec3 p) {
        const Vec3 q = p / r;
        const float lobes = 1 + 0.022F * std::cos(5 * std::atan2(q.z, q.x)) * smoothstep(0.5F, -0.7F, q.y);
        return sd_lathe({q.x / lobes, q.y, q.z / lobes}, outline) * r;
    }), 0.85F);
    const Material* stem = s.matte({0.11F, 0.065F, 0.03F});
    auto world = [=](Vec3 q) { return centre + rotate_y(rotate_z(q * r, tilt), spin); };
    s.add_rod(stem, world({0, 0.45F, 0}), world({0.03F, 0.8F, 0}), 0.045F * r);
    s.add_rod(stem, world({0.03F, 0.78F, 0}), world({0.12F, 1.08F, 0.02F}), 0.05F * r);
}

void peel(const Vec3 p, float size, Surface& f, Vec3 tone) {
    const Vec3 q = p * (1.0F / size);
    auto pores = [](Vec3 v) { return smoothstep(0.1F, 0.5F, cell_noise(v)); };
    const float e = 0.04F, h = pores(q);
    f.normal = normalize(f.normal - Vec3(pores(q + Vec3(e, 0, 0)) - h, pores(q + Vec3(0, e, 0)) - h, pores(q + Vec3(0, 0, e)) - h) * 0.55F);
    f.albedo = tone * (0.82F + 0.18F * h) * (0.88F + 0.24F * fbm(q * 0.2F, 3));
    f.f0 = 0.042F;
    f.roughness = 0.3F;
}

void add_orange(Scene& s, Vec3 c, float r, float tilt, float spin) {
    const Vec3 centre = c + Vec3(0, 0.94F * r, 0);
    const Material* skin = s.material([=](const Point& at, Surface& f) {
        const Vec3 p = to_local(at.p, centre, tilt, spin);
        peel(p, 0.0032F, f, {0.86F, 0.3F, 0.022F});
        const float d = std::hypot(p.x, p.z) / r;
        if (p.y > 0 && d < 0.12F) f.albedo = mix(Vec3(0.16F, 0.2F, 0.05F), f.albedo, smoothstep(0.06F, 0.12F, d));
    });
    s.add_sdf(skin, centre - Vec3(1.05F * r), centre + Vec3(1.05F * r), turned(centre, tilt, spin, [r](Vec3 p) {
        const float dimple = 0.06F * r * std::exp(-(p.x * p.x + p.z * p.z) / (0.02F * r * r)) * (p.y > 0 ? 1.0F : 0.3F);
        return sd_ellipsoid(p, {r, 0.95F * r, r}) + dimple;
    }));
}

void add_lemon(Scene& s, Vec3 c, float r, float tilt, float spin) {
    const Vec3 centre = c + Vec3(0, r, 0);
    const Material* skin = s.material([=](const Point& at, Surface& f) { peel(to_local(at.p, centre, tilt, spin), 0.0036F, f, {0.86F, 0.6F, 0.035F}); });
    s.add_sdf(skin, centre - Vec3(1.75F * r), centre + Vec3(1.75F * r), turned(centre, tilt, spin, [r](Vec3 p) {
        const float body = sd_ellipsoid(p, {1.28F * r, r, r});
        const float nub = sd_limb(p, {1.1F * r, 0, 0}, {1.46F * r, 0.03F * r, 0}, 0.26F * r, 0.13F * r);
        const float heel = sd_limb(p, {-1.1F * r, 0, 0}, {-1.3F * r, 0, 0}, 0.24F * r, 0.16F * r);
        return smooth_min(body, std::min(nub, heel), 0.4F * r);
    }), 0.8F);
}

// A half whose cut face looks towards +x of its own frame.
void add_half_orange(Scene& s, Vec3 c, float r, float tilt, float spin) {
    const Vec3 centre = c;
    const Material* flesh = s.material([=](const Point& at, Surface& f) {
        const Vec3 p = to_local(at.p, centre, tilt, spin) / r, n = to_local(at.n, Vec3(0.0F), tilt, spin);
        if (n.x < 0.9F) return peel(p * r, 0.0032F, f, {0.86F, 0.3F, 0.022F});
        const float d = std::hypot(p.y, p.z), a = std::atan2(p.y, p.z) + 0.1F * fbm(p * 4.0F, 2);
        const float part = std::fabs(fract(a / (2 * pi) * 10) - 0.5F) * 2;    // 1 on the walls between the segments
        const float wall = smoothstep(1 - 0.06F / std::max(d, 0.08F), 1.0F, part);
        const float sacs = fbm({a * 14, d * 4.5F, 1}, 3);
        f.albedo = mix(Vec3(0.86F, 0.32F, 0.02F), Vec3(0.92F, 0.5F, 0.07F), sacs);
        f.albedo = mix(f.albedo, Vec3(0.88F, 0.72F, 0.42F), std::max(wall, std::max(smoothstep(0.84F, 0.87F, d), 1 - smoothstep(0.07F, 0.12F, d))));
        if (d > 0.95F) f.albedo = Vec3(0.86F, 0.34F, 0.03F);
        f.normal = normalize(f.normal + Vec3(sacs - 0.5F, value_noise(p * 30.0F) - 0.5F, value_noise(p * 31.0F) - 0.5F) * 0.25F);
        f.f0 = 0.05F;
        f.roughness = 0.2F;
    });
    s.add_sdf(flesh, centre - Vec3(1.05F * r), centre + Vec3(1.05F * r), turned(centre, tilt, spin, [r](Vec3 p) { return smooth_max(sd_sphere(p, r), p.x, 0.03F * r); }));
}

void add_grapes(Scene& s, Vec3 c, std::uint64_t seed) {
    Rng rng(seed);
    const Material* skin = s.material([](const Point& at, Surface& f) {
        const float bloom = fbm(at.p * 90.0F, 3), tone = hash(at.tag, 8);
        f.albedo = mix(Vec3(0.09F, 0.012F, 0.05F), Vec3(0.2F, 0.04F, 0.06F), tone);
        f.albedo = mix(f.albedo, Vec3(0.2F, 0.2F, 0.3F), 0.55F * smoothstep(0.4F, 0.7F, bloom));
        f.f0 = 0.05F;
        f.roughness = 0.16F + 0.3F * smoothstep(0.4F, 0.7F, bloom);
    });
    std::vector<Vec3> done;
    int tag = 0;
    for (int i = 0; i < 9000 && done.size() < 62; ++i) {
        const float along = rng.uniform();                                  // 0 at the stalk, 1 at the tip
        const float spread = 0.052F * std::sqrt(1 - 0.85F * along), a = rng.uniform(0, 2 * pi), q = std::sqrt(rng.uniform());
        const float r = rng.uniform(0.0105F, 0.0125F);
        const float across = spread * q * std::cos(a), height = r + (0.055F - 0.04F * along) * std::fabs(q * std::sin(a)) * (1 - q * q * 0.5F);
        const Vec3 p = c + rotate_y({along * 0.14F - 0.07F, height, across}, 0.45F);
        bool free = true;
        for (const Vec3& o : done) free = free && length(o - p) > 0.0195F;
        if (!free) continue;
        done.push_back(p);
        s.add_sphere(skin, p, r).tag = tag++;
    }
    const Material* stalk = s.matte({0.16F, 0.13F, 0.04F});
    const Vec3 root = c + rotate_y({-0.062F, 0.045F, 0}, 0.45F);
    s.add_rod(stalk, root, root + Vec3(-0.03F, 0.022F, 0.008F), 0.003F);
    s.add_rod(stalk, root + Vec3(-0.03F, 0.022F, 0.008F), root + Vec3(-0.042F, 0.042F, 0.0F), 0.0035F);
}

void add_bowl(Scene& s, Vec3 c) {
    static const OutlineGrid outline = lathe_outline({{0, 0.004F}, {0.04F, 0.002F}, {0.052F, 0}, {0.055F, 0.012F}, {0.085F, 0.028F}, {0.118F, 0.062F}, {0.135F, 0.098F},
                                                             {0.139F, 0.101F}, {0.14F, 0.098F}, {0.13F, 0.098F}, {0.113F, 0.066F}, {0.08F, 0.034F}, {0.04F, 0.02F}, {0, 0.018F}});
    const Material* glaze = s.material([=](const Point& at, Surface& f) {
        const Vec3 p = at.p - c;
        const float a = std::atan2(p.z, p.x), r = std::hypot(p.x, p.z), y = p.y + 0.002F * (fbm(at.p * 40.0F, 2) - 0.5F);
        f.albedo = Vec3(0.72F, 0.7F, 0.64F) * (0.92F + 0.12F * fbm(at.p * 25.0F, 3));
        const float out = dot(at.n, Vec3(p.x, 0, p.z)) > 0 ? 1.0F : 0.0F;
        float blue = std::max(1 - smoothstep(0.0012F, 0.002F, std::fabs(y - 0.089F)), 1 - smoothstep(0.0025F, 0.0035F, std::fabs(y - 0.03F)));
        const float wave = 0.06F + 0.013F * std::sin(14 * a);
        blue = std::max(blue, 1 - smoothstep(0.002F, 0.0032F, std::fabs(y - wave)));
        const float u = fract(14 * a / (2 * pi) + 0.25F) - 0.5F;               // a dot in every trough
        blue = std::max(blue, 1 - smoothstep(0.0035F, 0.0048F, std::hypot(u * 2 * pi * r / 14, y - 0.067F)));
        f.albedo = mix(f.albedo, Vec3(0.03F, 0.07F, 0.27F), 0.9F * blue * out);
        f.f0 = 0.05F;
        f.roughness = 0.1F;
    });
    s.add_sdf(glaze, c + Vec3(-0.145F, -0.001F, -0.145F), c + Vec3(0.145F, 0.108F, 0.145F), [c](Vec3 p) { return sd_lathe(p - c, outline); }, 0.85F);
}

void add_bottle(Scene& s, Vec3 c) {
    static const OutlineGrid outline = lathe_outline({{0, 0.004F}, {0.03F, 0.0F}, {0.038F, 0.004F}, {0.039F, 0.02F}, {0.039F, 0.1F}, {0.039F, 0.17F}, {0.036F, 0.195F}, {0.022F, 0.22F},
                                                             {0.0155F, 0.24F}, {0.0145F, 0.285F}, {0.0145F, 0.288F}, {0.017F, 0.29F}, {0.017F, 0.3F}, {0.0145F, 0.302F}, {0, 0.302F}});
    cv::Mat label = cv::Mat::zeros(400, 640, CV_8U);
    draw_text(label, "Vieux Contour", {320, 120}, 7 | 16, 2.1, 4);
    draw_text(label, "GRAND CRU", {320, 240}, 4, 1.5, 3);
    draw_text(label, "1986", {320, 320}, 4, 1.6, 3);
    label.convertTo(label, CV_32F, 1 / 255.0);
    const Material* glass = s.material([c, label](const Point& at, Surface& f) {
        const Vec3 p = at.p - c;
        const float a = std::atan2(p.x, -p.z) - 0.12F;
        f.albedo = Vec3(0.006F, 0.017F, 0.008F);
        f.f0 = 0.06F;
        f.roughness = 0.03F;
        if (std::fabs(a) < 1.0F && p.y > 0.055F && p.y < 0.135F) {
            const float u = 0.5F + 0.5F * a, v = (0.135F - p.y) / 0.08F;
            f.albedo = Vec3(0.66F, 0.6F, 0.46F) * (0.85F + 0.25F * fbm(at.p * 60.0F, 4));
            const bool frame = std::fabs(std::fabs(u - 0.5F) - 0.46F) < 0.006F || std::fabs(std::fabs(v - 0.5F) - 0.45F) < 0.01F;
            f.albedo = mix(f.albedo, frame ? Vec3(0.35F, 0.2F, 0.05F) : Vec3(0.06F, 0.03F, 0.03F), frame ? 0.8F : 0.9F * saturate(sample(label, u, v)));
            f.roughness = 0.6F;
            f.f0 = 0.03F;
        } else if (p.y > 0.245F && p.y < 0.3035F) {
            f.albedo = Vec3(0.2F, 0.02F, 0.02F);
            f.roughness = 0.35F;
        }
    });
    s.add_sdf(glass, c + Vec3(-0.041F, 0, -0.041F), c + Vec3(0.041F, 0.305F, 0.041F), [c](Vec3 p) { return sd_lathe(p - c, outline); }, 0.9F);
}

void add_copper_jug(Scene& s, Vec3 c) {
    static const OutlineGrid outline = lathe_outline({{0, 0.003F}, {0.04F, 0}, {0.046F, 0.004F}, {0.056F, 0.035F}, {0.06F, 0.065F}, {0.052F, 0.1F}, {0.038F, 0.13F}, {0.036F, 0.145F},
                                                             {0.043F, 0.166F}, {0.046F, 0.168F}, {0.046F, 0.17F}, {0.042F, 0.17F}, {0.032F, 0.145F}, {0.03F, 0.12F}, {0, 0.1F}});
    const Material* copper = s.material([](const Point& at, Surface& f) {
        const float wear = fbm(at.p * 28.0F, 4);
        f.metal = true;
        f.albedo = mix(Vec3(0.82F, 0.42F, 0.25F), Vec3(0.34F, 0.17F, 0.1F), smoothstep(0.5F, 0.75F, wear));
        f.roughness = 0.2F + 0.18F * wear;
        const float e = 0.0008F;  // hammer marks
        auto mark = [](Vec3 v) { return cell_noise(v * 75.0F); };
        const float h = mark(at.p);
        f.normal = normalize(at.n + Vec3(mark(at.p + Vec3(e, 0, 0)) - h, mark(at.p + Vec3(0, e, 0)) - h, mark(at.p + Vec3(0, 0, e)) - h) * 1.3F);
    });
    s.add_sdf(copper, c + Vec3(-0.065F, 0, -0.065F), c + Vec3(0.115F, 0.175F, 0.065F), [c](Vec3 w) {
        const Vec3 p = w - c;
        const float spout = 1 - 0.18F * smoothstep(0.14F, 0.17F, p.y) * std::max(0.0F, -p.x / std::max(1e-4F, std::hypot(p.x, p.z)));
        const Vec3 h = Vec3(p.x - 0.056F, p.y - 0.1F, p.z);
        const Vec3 ring(h.x, h.z, h.y * 0.82F);
        return std::min(sd_lathe({p.x * spout, p.y, p.z}, outline), std::max(sd_torus(ring, 0.042F, 0.0055F), 0.038F - p.x));
    }, 0.7F);
}

// Height of the cloth: ridges which die out where things stand on it.
float cloth_height(float x, float z) {
    const Vec3 p(x * 5.0F + 3.1F, 0.4F, z * 7.0F + 1.2F);
    const float warp = fbm(p * 0.7F, 3);
    const float r1 = 1 - std::fabs(2 * fbm({p.x + 1.4F * warp, 1.0F, 0.45F * p.z - 1.3F * p.x * 0.3F}, 3) - 1);
    const float fold = std::pow(r1, 6.0F);
    const float front = smoothstep(-0.06F, -0.24F, z + 0.12F * x) * smoothstep(-0.5F, -0.3F, x + 0.3F);
    const float left = smoothstep(-0.2F, -0.34F, x);
    return cloth_top + fold * (0.004F + 0.032F * std::max(front, left));
}

void add_cloth(Scene& s) {
    constexpr int nx = 560, nz = 330;
    const Vec3 lo(-0.62F, -0.002F, -0.42F), hi(0.42F, 0.05F, 0.2F);
    cv::Mat heights(nz, nx, CV_32F);
    for (int j = 0; j < nz; ++j)
        for (int i = 0; i < nx; ++i)
            heights.at<float>(j, i) = cloth_height(mix(lo.x, hi.x, (static_cast<float>(i) + 0.5F) / nx), mix(lo.z, hi.z, (static_cast<float>(j) + 0.5F) / nz));
    const Material* cloth = s.material([](const Point& at, Surface& f) {
        const float u = at.p.x * 0.94F + at.p.z * 0.34F, v = -at.p.x * 0.34F + at.p.z * 0.94F;
        const float thread = 0.5F + 0.25F * std::cos(u * 2600) + 0.25F * std::cos(v * 2600);
        f.albedo = mix(Vec3(0.66F, 0.62F, 0.53F), Vec3(0.76F, 0.72F, 0.63F), thread) * (0.92F + 0.14F * fbm(at.p * 12.0F, 3));
        const float band = std::fabs(v + 0.275F);
        if (band < 0.012F || std::fabs(band - 0.02F) < 0.003F) f.albedo = Vec3(0.1F, 0.17F, 0.32F) * (0.8F + 0.4F * thread);
    });
    s.add_sdf(cloth, lo, hi, [=](Vec3 p) {
        const float u = (p.x + 0.06F) * 0.94F + p.z * 0.34F, v = -(p.x + 0.06F) * 0.34F + p.z * 0.94F;
        const float edge = std::max(std::fabs(u) - 0.4F, std::max(v - 0.17F, -0.31F - v)) + 0.004F * std::sin(40 * (u + v));
        const float d = (p.y - sample(heights, (p.x - lo.x) / (hi.x - lo.x), (p.z - lo.z) / (hi.z - lo.z))) * 0.55F;
        return smooth_max(d, edge, 0.012F);
    }, 0.75F);
}

}  // namespace

cv::Mat make_still_life() {
    Scene s;
    s.sky = [](Vec3 d) { return Vec3(0.05F, 0.05F, 0.055F) + Vec3(0.03F) * saturate(d.x); };
    s.ambient = Vec3(0.05F, 0.045F, 0.04F);
    s.add_panel({{-1.25F, 0.95F, -0.55F}, {0.3F, 0, -0.42F}, {0, 0.45F, 0}, Vec3(11.5F, 11.0F, 10.2F)});
    PanelLight& window = s.panels.back();
    if (cross(window.u, window.v).x < 0) window.v = -window.v;

    s.add_box(s.material([](const Point& at, Surface& f) {
        const float plank = std::floor((at.p.z + 2.03F) / 0.16F), inside = fract((at.p.z + 2.03F) / 0.16F);
        const float g = wood(at.p * 2.6F + Vec3(plank * 2.3F, plank * 0.17F, plank * 0.9F));
        f.albedo = mix(Vec3(0.21F, 0.105F, 0.05F), Vec3(0.07F, 0.032F, 0.016F), g) * (1 - 0.7F * (1 - smoothstep(0.01F, 0.025F, std::min(inside, 1 - inside))));
        f.f0 = 0.04F;
        f.roughness = 0.32F + 0.15F * g;
    }), {-1.5F, -0.05F, -0.8F}, {1.5F, 0, 0.5F});
    s.add_box(s.material([](const Point& at, Surface& f) {
        const float n = fbm(at.p * 2.2F, 5), m = fbm(at.p * 11.0F, 4);
        f.albedo = mix(Vec3(0.085F, 0.075F, 0.06F), Vec3(0.19F, 0.165F, 0.125F), n) * (0.75F + 0.5F * m);
    }), {-4, -1, 0.75F}, {4, 3, 0.8F});

    add_cloth(s);
    const float y = cloth_top;
    const Vec3 bowl(0.06F, y, 0.03F);
    add_bowl(s, bowl);
    add_bottle(s, {-0.2F, y, 0.14F});
    add_copper_jug(s, {0.31F, 0, 0.1F});
    const Vec3 red(0.5F, 0.022F, 0.018F), yellow(0.68F, 0.5F, 0.09F), green(0.36F, 0.46F, 0.06F), dark(0.34F, 0.012F, 0.018F);
    add_orange(s, bowl + Vec3(-0.058F, 0.05F, -0.03F), 0.043F, 0.5F, 0.4F);
    add_orange(s, bowl + Vec3(0.02F, 0.048F, 0.058F), 0.043F, -0.4F, 1.2F);
    add_apple(s, bowl + Vec3(0.06F, 0.05F, -0.025F), 0.041F, -0.35F, 0.8F, red, yellow);
    add_apple(s, bowl + Vec3(-0.03F, 0.055F, 0.05F), 0.04F, 0.3F, 2.6F, {0.5F, 0.3F, 0.05F}, green);
    add_lemon(s, bowl + Vec3(0.0F, 0.098F, -0.012F), 0.03F, 0.25F, 0.5F);
    add_apple(s, {-0.16F, y, -0.06F}, 0.042F, 0.22F, 2.2F, dark, yellow);
    add_apple(s, {-0.265F, y, 0.015F}, 0.04F, -0.15F, 0.4F, {0.42F, 0.4F, 0.07F}, green);
    add_lemon(s, {0.215F, y, -0.12F}, 0.03F, 0.08F, 2.5F);
    add_half_orange(s, {-0.065F, y + 0.040F, -0.155F}, 0.042F, 0.3F, 0.5F * pi + 0.35F);
    add_grapes(s, {0.085F, y, -0.175F}, 5);
    s.build();

    Camera cam;
    cam.eye = {0.03F, 0.36F, -1.12F};
    cam.target = {0.02F, 0.085F, 0.0F};
    cam.fov_degrees = 35;
    cam.aperture = 0.004F;
    cam.focus = 1.05F;
    RenderOptions o;
    o.width = 1024;
    o.height = 683;
    o.samples = 16;
    Develop d;
    d.exposure = 0.95F;
    d.contrast = 1.25F;
    d.saturation = 1.05F;
    d.vignette = 0.3F;
    d.noise = 0.65F;
    return develop(render(s, cam, o), d);
}

}  // namespace samples
