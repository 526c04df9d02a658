#include "street_parts.hpp"

#include <vector>

#include "random.hpp"
#include "sdf.hpp"

namespace samples {

namespace {

void grow(Scene& scene, const Material* bark, Rng& rng, Vec3 at, Vec3 dir, float len, float radius, int level, std::vector<Vec3>& tips) {
    const Vec3 end = at + dir * len;
    const float r1 = radius * 0.72F;
    const int pieces = level < 2 ? 5 : 2;
    for (int i = 0; i < pieces; ++i) {  // rods of falling width, which at these sizes read as a taper
        const float t = static_cast<float>(i) / static_cast<float>(pieces), u = static_cast<float>(i + 1) / static_cast<float>(pieces);
        const float r = mix(radius, r1, t);
        scene.add_rod(bark, mix(at, end, t), mix(at, end, u), r);
        scene.add_sphere(bark, mix(at, end, u), 0.98F * r);
    }
    if (level >= 2) tips.push_back(end);
    if (level >= 4) return;
    const int children = level == 0 ? 4 : 3;
    const float phase = rng.uniform(0, 2 * pi);
    for (int i = 0; i < children; ++i) {
        const float a = phase + 2 * pi * (static_cast<float>(i) + rng.uniform(-0.25F, 0.25F)) / static_cast<float>(children);
        Vec3 u, v;
        make_frame(dir, u, v);
        const Vec3 d = normalize(dir * rng.uniform(0.8F, 1.3F) + (u * std::cos(a) + v * std::sin(a)) * 0.85F + Vec3(0, 0.15F, 0));
        grow(scene, bark, rng, end, d, len * rng.uniform(0.6F, 0.8F), r1 * 0.8F, level + 1, tips);
    }
}

}  // namespace

void add_tree(Scene& scene, Vec3 foot, float height, int leaves, std::uint64_t seed) {
    Rng rng(seed);
    const Material* bark = scene.material([](const Point& p, Surface& s) {
        s.albedo = Vec3(0.13F, 0.10F, 0.075F) * (0.5F + 0.9F * fbm({p.p.x * 14, p.p.y * 4, p.p.z * 14}, 3));
    });
    const Material* leaf = scene.material([](const Point& p, Surface& s) {
        const float a = hash(p.tag, 1), b = hash(p.tag, 2);
        s.albedo = mix(Vec3(0.10F, 0.17F, 0.025F), Vec3(0.26F, 0.27F, 0.04F), a * a) * (0.7F + 0.5F * b);
        s.translucency = 0.55F;
    });
    std::vector<Vec3> tips;
    grow(scene, bark, rng, foot, normalize({rng.uniform(-0.05F, 0.05F), 1, rng.uniform(-0.05F, 0.05F)}), 0.33F * height, 0.026F * height, 0, tips);
    const float spread = 0.066F * height;
    for (int i = 0; i < leaves; ++i) {
        const Vec3 tip = tips[static_cast<std::size_t>(rng.integer(static_cast<int>(tips.size())))];
        const Vec3 off(rng.gaussian(), 0.8F * rng.gaussian(), rng.gaussian());
        const Vec3 n = normalize({rng.gaussian(), rng.gaussian() + 1.0F, rng.gaussian()});
        const Vec3 axis = normalize(Vec3(rng.gaussian(), rng.gaussian(), rng.gaussian()));
        const float size = rng.uniform(0.036F, 0.062F);
        scene.add_disc(leaf, tip + off * spread, n, axis, size, 0.6F * size).tag = rng.integer(1 << 20);
    }
}

void add_lamp_post(Scene& scene, Vec3 foot, float arm) {
    const Material* iron = scene.glossy({0.035F, 0.045F, 0.042F}, 0.4F);
    const Material* globe = scene.material([](const Point&, Surface& s) {
        s.albedo = Vec3(0.75F, 0.72F, 0.62F);
        s.f0 = 0.05F;
        s.roughness = 0.1F;
        s.emission = Vec3(0.5F, 0.36F, 0.16F);
    });
    const float side = arm > 0 ? 1.0F : -1.0F;
    auto rod = [&](float y0, float y1, float r) { scene.add_rod(iron, foot + Vec3(0, y0, 0), foot + Vec3(0, y1, 0), r); };
    rod(0, 0.25F, 0.17F);
    rod(0.25F, 0.9F, 0.11F);
    rod(0.9F, 4.9F, 0.06F);
    rod(0.9F, 0.96F, 0.13F);
    rod(2.9F, 2.96F, 0.09F);
    rod(4.3F, 4.36F, 0.09F);
    const Vec3 elbow = foot + Vec3(0, 4.85F, 0);
    Vec3 last = elbow;
    for (int i = 1; i <= 8; ++i) {  // an arc
        const float a = static_cast<float>(i) / 8.0F * 0.5F * pi;
        const Vec3 next = elbow + Vec3(arm * (1 - std::cos(a)), 0.55F * std::sin(a), 0);
        scene.add_rod(iron, last, next, 0.035F);
        last = next;
    }
    const Vec3 end = last + Vec3(side * 0.05F, 0, 0);
    scene.add_sphere(globe, end + Vec3(0, -0.28F, 0), 0.19F);
    scene.add_rod(iron, end + Vec3(0, -0.16F, 0), end + Vec3(0, -0.06F, 0), 0.24F);
    scene.add_rod(iron, end + Vec3(0, -0.06F, 0), end + Vec3(0, 0.12F, 0), 0.05F);
}

void add_car(Scene& scene, Vec3 place, float turn, Vec3 paint) {
    static const OutlineGrid profile(smooth_outline(
        {{-1.95F, 0.26F}, {-2.08F, 0.42F}, {-2.1F, 0.78F}, {-2.0F, 0.98F}, {-1.72F, 1.34F}, {-1.3F, 1.47F}, {-0.5F, 1.52F}, {0.15F, 1.44F},
         {0.62F, 1.2F}, {0.98F, 1.0F}, {1.55F, 0.92F}, {1.95F, 0.76F}, {2.08F, 0.5F}, {2.02F, 0.27F}}, 3));
    auto local = [=](Vec3 p) { return rotate_y(p - place, -turn); };
    auto narrow = [](float y) { return mix(1.0F, 0.76F, smoothstep(0.82F, 1.55F, y)); };
    auto body = [=](Vec3 w) {
        Vec3 p = local(w);
        const float outline = profile(p.z, p.y);
        float d = sd_extrude(outline, p.x / narrow(p.y), 0.86F, 0.14F);
        for (const float z : {-1.28F, 1.25F}) {
            const float arch = std::max(std::hypot(p.z - z, p.y - 0.32F) - 0.39F, 0.5F - std::fabs(p.x));
            d = smooth_max(d, -arch, 0.03F);
        }
        // The waist line: a shallow crease along the doors.
        return d + 0.012F * std::exp(-std::pow((p.y - 0.72F) / 0.035F, 2.0F)) * smoothstep(0.6F, 0.8F, std::fabs(p.x));
    };
    const Material* skin = scene.material([=](const Point& at, Surface& s) {
        const Vec3 p = local(at.p), n = rotate_y(at.n, -turn);
        s.albedo = paint;
        s.f0 = 0.05F;
        s.roughness = 0.16F;
        const float lean = 0.62F;  // the slope of both end windows
        const bool side_glass = std::fabs(n.x) > 0.45F && p.y > 1.0F && p.y < 1.37F && p.z > -1.62F + lean * (p.y - 1) && p.z < 0.78F - 1.35F * (p.y - 1) &&
                                std::fabs(p.z + 0.42F) > 0.04F;
        const bool end_glass = std::fabs(n.x) < 0.5F && p.y > 1.03F && p.y < 1.41F && (p.z > 0.1F || p.z < -1.45F) && std::fabs(p.x) < 0.62F;
        if (side_glass || end_glass) {
            s.albedo = Vec3(0.012F, 0.014F, 0.016F);
            s.f0 = 0.07F;
            s.roughness = 0.22F;
        } else if (p.y < 0.36F) {
            s.albedo = Vec3(0.02F);
            s.roughness = 0.5F;
        } else if (p.z < -1.9F && p.y > 0.7F && p.y < 0.92F && std::fabs(p.x) > 0.5F) {
            s.albedo = Vec3(0.5F, 0.015F, 0.01F);
            s.emission = Vec3(0.12F, 0.004F, 0.002F);
        } else if (p.z > 1.75F && p.y > 0.6F && p.y < 0.78F && std::fabs(p.x) > 0.45F) {
            s.albedo = Vec3(0.7F);
            s.f0 = 0.2F;
        } else if (p.z < -1.95F && p.y > 0.48F && p.y < 0.6F && std::fabs(p.x) < 0.27F) {
            s.albedo = Vec3(0.65F, 0.62F, 0.5F);
        } else if (std::fabs(n.x) > 0.6F && p.y < 1.0F && (std::fabs(p.z + 0.42F) < 0.012F || std::fabs(p.z - 0.72F) < 0.012F || std::fabs(p.z + 1.35F) < 0.012F) && p.y > 0.5F) {
            s.albedo = paint * 0.15F;  // gaps of the doors
        }
    });
    const float reach = 2.3F;
    scene.add_sdf(skin, place + Vec3(-reach, 0.15F, -reach), place + Vec3(reach, 1.6F, reach), body, 0.7F);
    const Material* tyre = scene.matte({0.018F, 0.018F, 0.018F});
    const Material* rim = scene.material([=](const Point& at, Surface& s) {
        const Vec3 p = local(at.p);
        const float z = p.z > 0 ? p.z - 1.25F : p.z + 1.28F, a = std::atan2(p.y - 0.32F, z), r = std::hypot(p.y - 0.32F, z);
        s.albedo = r > 0.06F && r < 0.19F && std::cos(7 * a) < -0.1F ? Vec3(0.02F) : Vec3(0.45F);
        s.f0 = 0.3F;
        s.roughness = 0.3F;
    });
    for (const float z : {-1.28F, 1.25F})
        for (const float x : {-1.0F, 1.0F}) {
            auto at = [&](float dx) { return place + rotate_y({x * dx, 0.32F, z}, turn); };
            scene.add_rod(tyre, at(0.6F), at(0.83F), 0.32F);
            scene.add_rod(rim, at(0.7F), at(0.84F), 0.22F);
        }
    for (const float x : {-1.0F, 1.0F}) {  // mirrors
        const Vec3 m = place + rotate_y({x * 0.96F, 1.02F, 0.62F}, turn);
        scene.add_sdf(skin, m - Vec3(0.16F), m + Vec3(0.16F), [=](Vec3 p) { return sd_box(rotate_y(p - m, -turn), {0.11F, 0.075F, 0.05F}, 0.04F); });
    }
}

void add_person(Scene& scene, Vec3 foot, float turn, float height, Vec3 coat, Vec3 trousers, float stride) {
    const float k = height / 1.78F;
    auto local = [=](Vec3 p) { return rotate_y(p - foot, -turn) / k; };
    auto body = [=](Vec3 w) {
        const Vec3 p = local(w);
        float d = 1e9F;
        for (const float side : {-1.0F, 1.0F}) {
            const float s = side * stride;
            const Vec3 hip(side * 0.09F, 0.88F, 0), knee(side * 0.1F, 0.48F, 0.5F * s + 0.04F), ankle(side * 0.1F, 0.09F, s);
            float leg = smooth_min(sd_limb(p, hip, knee, 0.1F, 0.075F), sd_limb(p, knee, ankle, 0.075F, 0.055F), 0.05F);
            leg = smooth_min(leg, sd_limb(p, ankle + Vec3(0, -0.04F, -0.03F), ankle + Vec3(0, -0.05F, 0.15F), 0.05F, 0.04F), 0.03F);
            d = std::min(d, leg);
            const Vec3 shoulder(side * 0.2F, 1.42F, 0), elbow(side * 0.26F, 1.14F, -0.45F * s - 0.03F), hand(side * 0.25F, 0.9F, -0.75F * s + 0.07F);
            const float arm = smooth_min(sd_limb(p, shoulder, elbow, 0.075F, 0.06F), sd_limb(p, elbow, hand, 0.06F, 0.042F), 0.04F);
            d = smooth_min(d, arm, 0.05F);
        }
        const Vec3 flat(p.x * 0.78F, p.y, p.z * 1.15F);
        d = smooth_min(d, sd_limb(flat, {0, 0.72F, 0}, {0, 1.36F, 0}, 0.2F, 0.155F), 0.06F);
        const float head = std::min(sd_ellipsoid(p - Vec3(0, 1.65F, 0.015F), {0.085F, 0.125F, 0.1F}), sd_limb(p, {0, 1.45F, 0}, {0, 1.6F, 0}, 0.055F, 0.05F));
        return smooth_min(d, head, 0.03F) * k;
    };
    auto hand = [=](float x) { const float side = x > 0 ? 1.0F : -1.0F; return Vec3(side * 0.27F, 0.87F, -0.75F * side * stride + 0.07F); };
    const Material* skin = scene.material([=](const Point& at, Surface& s) {
        const Vec3 p = local(at.p);
        const float fold = 0.8F + 0.4F * fbm(p * Vec3(9, 4, 9), 3);
        s.albedo = coat * fold;
        if (p.y < 0.68F) s.albedo = trousers * fold;
        if (p.y < 0.1F) s.albedo = Vec3(0.03F, 0.02F, 0.015F);
        if (p.y > 1.5F || length(hand(p.x) - p) < 0.07F) s.albedo = Vec3(0.45F, 0.27F, 0.18F);
        if (p.y > 1.68F || (p.y > 1.56F && p.z < 0.02F)) s.albedo = Vec3(0.05F, 0.03F, 0.02F);
    });
    const float r = 0.62F * k;
    scene.add_sdf(skin, foot + Vec3(-r, 0, -r), foot + Vec3(r, 1.82F * k, r), body, 0.75F);
}

void add_bench(Scene& scene, Vec3 foot, float turn) {
    const Material* slat = scene.material([](const Point& p, Surface& s) { s.albedo = mix(Vec3(0.26F, 0.14F, 0.06F), Vec3(0.12F, 0.06F, 0.03F), fbm(p.p * Vec3(30, 30, 3), 3)); });
    const Material* iron = scene.glossy({0.03F, 0.035F, 0.035F}, 0.4F);
    const Vec3 along = rotate_y({0, 0, 1}, turn);
    auto box = [&](const Material* m, Vec3 c, Vec3 half) { scene.add_turned_box(m, foot + rotate_y(c, turn), half, rotate_y({1, 0, 0}, turn), {0, 1, 0}); };
    for (int i = 0; i < 4; ++i) box(slat, {-0.2F + 0.13F * static_cast<float>(i), 0.45F, 0}, {0.05F, 0.02F, 0.9F});
    for (int i = 0; i < 3; ++i) box(slat, {-0.27F, 0.58F + 0.13F * static_cast<float>(i), 0}, {0.02F, 0.05F, 0.9F});
    for (const float z : {-0.7F, 0.7F}) {
        const Vec3 c = foot + along * z, x = rotate_y({1, 0, 0}, turn);
        scene.add_rod(iron, c + x * -0.26F, c + x * -0.28F + Vec3(0, 0.9F, 0), 0.03F);
        scene.add_rod(iron, c + x * 0.2F, c + x * 0.2F + Vec3(0, 0.45F, 0), 0.03F);
    }
}

}  // namespace samples
