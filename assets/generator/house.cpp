#include "random.hpp"
#include "street_parts.hpp"

namespace samples {

namespace {

// Facade coordinates are (z, y): the walls of interest face the street.
void paint_wall(Wall wall, Vec3 colour, const Point& at, Surface& s) {
    const Vec3 p = at.p;
    const float along = std::fabs(at.n.x) > 0.5F ? p.z : p.x;
    const float stain = fbm(p * 0.35F, 4), streak = fbm({along * 2.5F, p.y * 0.25F, 3}, 3);
    s.albedo = colour * (0.72F + 0.35F * stain + 0.16F * streak);
    if (wall == Wall::plaster) s.albedo = s.albedo * (0.93F + 0.14F * value_noise(p * 9.0F));
    if (wall == Wall::brick) {
        const float row = std::floor(p.y / 0.085F), shift = std::fmod(row, 2.0F) * 0.12F;
        const float u = (along + shift) / 0.24F, v = p.y / 0.085F;
        const float joint = std::max(smoothstep(0.44F, 0.49F, std::fabs(fract(u) - 0.5F)), smoothstep(0.36F, 0.46F, std::fabs(fract(v) - 0.5F)));
        const float tone = hash(static_cast<int>(std::floor(u)), static_cast<int>(row), 5);
        s.albedo = mix(s.albedo * (0.65F + 0.6F * tone), Vec3(0.36F, 0.33F, 0.29F), 0.75F * joint);
    }
    if (wall == Wall::stone) {
        const float row = std::floor(p.y / 0.42F), u = (along + std::fmod(row, 2.0F) * 0.4F) / 0.8F, v = p.y / 0.42F;
        const float joint = std::max(smoothstep(0.475F, 0.495F, std::fabs(fract(u) - 0.5F)), smoothstep(0.455F, 0.49F, std::fabs(fract(v) - 0.5F)));
        const float tone = hash(static_cast<int>(std::floor(u)), static_cast<int>(row), 9);
        s.albedo = s.albedo * (0.86F + 0.2F * tone) * (1 - 0.45F * joint);
    }
    s.albedo = s.albedo * mix(0.7F, 1.0F, smoothstep(0.0F, 1.6F, p.y + 0.6F * stain));  // splashed foot of the wall
}

class Builder {
public:
    Builder(Scene& scene, const House& h) : scene_(scene), h_(h), side_(h.face > 0 ? 1.0F : -1.0F), rng_(h.seed) {
        const House c = h;
        wall_ = scene.material([c](const Point& p, Surface& s) { paint_wall(c.wall, c.colour, p, s); });
        trim_ = scene.material([c](const Point& p, Surface& s) { s.albedo = c.trim * (0.78F + 0.3F * fbm(p.p * 1.2F, 3)); });
        paint_ = scene.glossy(h.shop, 0.35F);
        frame_ = scene.matte(rng_.uniform() < 0.7F ? Vec3(0.7F, 0.68F, 0.62F) : Vec3(0.06F, 0.07F, 0.06F));
        const float seed = static_cast<float>(h.seed);
        glass_ = scene.material([seed](const Point& p, Surface& s) {
            s.f0 = 0.09F;
            s.roughness = 0.03F;
            // Old panes are not quite flat, so each mirrors the sky a little differently.
            const float tilt = 0.05F * (hash(p.tag, 3) - 0.5F);
            s.normal = normalize(p.n + Vec3(0, tilt + 0.03F * (value_noise(p.p * 2.0F) - 0.5F), tilt));
            const float kind = hash(p.tag, static_cast<int>(seed));
            s.albedo = Vec3(0.02F, 0.022F, 0.025F);
            if (kind < 0.35F) s.albedo = Vec3(0.42F, 0.39F, 0.33F) * (0.6F + 0.4F * std::sin(p.p.z * 45.0F));
            if (kind > 0.9F) s.emission = Vec3(1.0F, 0.62F, 0.28F) * (0.55F + 0.4F * value_noise(p.p * 3.0F));
        });
    }

    void run() {
        const float ground = 3.7F, storey = 3.05F;
        ground_floor(ground);
        float y = ground;
        box(trim_, h_.z0, h_.z1, y - 0.22F, y + 0.08F, -0.16F, 0.3F);
        for (int f = 0; f < h_.floors; ++f, y += storey) upper_floor(y, storey, f);
        box(trim_, h_.z0, h_.z1, y - 0.05F, y + 0.16F, -0.22F, 0.4F);
        box(trim_, h_.z0 - 0.05F, h_.z1 + 0.05F, y + 0.16F, y + 0.34F, -0.38F, 0.4F);
        for (float z = h_.z0 + 0.3F; z < h_.z1 - 0.2F; z += 0.55F) box(trim_, z, z + 0.2F, y - 0.02F, y + 0.18F, -0.32F, 0.1F);
        box(wall_, h_.z0, h_.z1, 0, y + 0.1F, 0.6F, 9.0F);
        roof(y + 0.34F);
    }

private:
    // From depth a to depth b behind the facade (negative: in front of it).
    Shape& box(const Material* m, float z0, float z1, float y0, float y1, float a, float b) {
        const float xa = h_.face + side_ * a, xb = h_.face + side_ * b;
        return scene_.add_box(m, {std::min(xa, xb), y0, z0}, {std::max(xa, xb), y1, z1});
    }

    void window(float z0, float z1, float y0, float y1, int bars_y) {
        box(glass_, z0, z1, y0, y1, 0.2F, 0.26F).tag = rng_.integer(1 << 20);
        const float t = 0.06F;
        box(frame_, z0, z0 + t, y0, y1, 0.13F, 0.24F);
        box(frame_, z1 - t, z1, y0, y1, 0.13F, 0.24F);
        box(frame_, z0, z1, y0, y0 + t, 0.13F, 0.24F);
        box(frame_, z0, z1, y1 - t, y1, 0.13F, 0.24F);
        const float m = 0.5F * (z0 + z1);
        box(frame_, m - 0.03F, m + 0.03F, y0, y1, 0.14F, 0.24F);
        for (int i = 1; i <= bars_y; ++i) {
            const float y = mix(y0, y1, static_cast<float>(i) / static_cast<float>(bars_y + 1));
            box(frame_, z0, z1, y - 0.02F, y + 0.02F, 0.15F, 0.24F);
        }
    }

    void upper_floor(float y, float storey, int floor) {
        const float pitch = (h_.z1 - h_.z0) / static_cast<float>(h_.bays), w = std::min(1.25F, 0.52F * pitch);
        const float y0 = y + 0.75F, y1 = y + storey - 0.45F + (floor == 0 ? 0.12F : 0.0F);
        box(wall_, h_.z0, h_.z1, y, y0, 0, 0.6F);
        box(wall_, h_.z0, h_.z1, y1, y + storey, 0, 0.6F);
        float left = h_.z0;
        for (int i = 0; i < h_.bays; ++i) {
            const float c = h_.z0 + pitch * (static_cast<float>(i) + 0.5F), a = c - 0.5F * w, b = c + 0.5F * w;
            box(wall_, left, a, y0, y1, 0, 0.6F);
            left = b;
            window(a, b, y0, y1, floor == 0 ? 3 : 2);
            box(trim_, a - 0.12F, b + 0.12F, y0 - 0.12F, y0, -0.16F, 0.25F);
            box(trim_, a - 0.14F, a, y0, y1, -0.05F, 0.1F);
            box(trim_, b, b + 0.14F, y0, y1, -0.05F, 0.1F);
            box(trim_, a - 0.14F, b + 0.14F, y1, y1 + 0.18F, -0.07F, 0.1F);
            if (floor == 0) box(trim_, a - 0.22F, b + 0.22F, y1 + 0.26F, y1 + 0.36F, -0.24F, 0.1F);
        }
        box(wall_, left, h_.z1, y0, y1, 0, 0.6F);
    }

    void ground_floor(float top) {
        const float width = h_.z1 - h_.z0;
        const int openings = std::max(2, static_cast<int>(width / 3.0F));
        const float pitch = width / static_cast<float>(openings);
        box(wall_, h_.z0, h_.z1, 3.0F, top, 0, 0.6F);
        box(paint_, h_.z0 + 0.35F, h_.z1 - 0.35F, 2.78F, 3.25F, -0.1F, 0.3F);
        const int door = rng_.integer(openings);
        for (int i = 0; i < openings; ++i) {
            const float a = h_.z0 + pitch * static_cast<float>(i);
            box(wall_, a, a + 0.4F, 0, 3.0F, 0, 0.6F);
            box(wall_, a + pitch - 0.3F, a + pitch, 0, 3.0F, 0, 0.6F);
            if (i == door) {
                const float m = a + 0.5F * pitch;
                box(wall_, a + 0.4F, m - 0.6F, 0, 3.0F, 0, 0.6F);
                box(wall_, m + 0.6F, a + pitch - 0.3F, 0, 3.0F, 0, 0.6F);
                box(paint_, m - 0.6F, m + 0.6F, 0.15F, 2.3F, 0.25F, 0.35F);
                for (const float y : {0.4F, 1.35F}) {
                    box(paint_, m - 0.48F, m - 0.06F, y, y + 0.75F, 0.22F, 0.3F);
                    box(paint_, m + 0.06F, m + 0.48F, y, y + 0.75F, 0.22F, 0.3F);
                }
                window(m - 0.6F, m + 0.6F, 2.32F, 2.8F, 0);
                box(trim_, m - 0.75F, m + 0.75F, 0, 0.16F, -0.3F, 0.4F);
            } else {
                box(paint_, a + 0.4F, a + pitch - 0.3F, 0.1F, 0.75F, 0.1F, 0.4F);
                window(a + 0.4F, a + pitch - 0.3F, 0.75F, 2.8F, 0);
            }
        }
        if (!h_.awning) return;
        const Vec3 tone = h_.shop;
        const Material* cloth = scene_.material([tone](const Point& p, Surface& s) {
            s.albedo = fract(p.p.z / 0.5F) < 0.5F ? Vec3(0.72F, 0.68F, 0.58F) : tone * 1.6F;
            s.translucency = 0.3F;
        });
        const float reach = 1.35F;
        scene_.add_turned_box(cloth, {h_.face - side_ * 0.5F * reach, 2.72F, 0.5F * (h_.z0 + h_.z1)},
                              {0.74F, 0.012F, 0.5F * width - 0.5F}, {1.0F, side_ * 0.42F, 0}, {0, 1, 0});
        box(cloth, h_.z0 + 0.5F, h_.z1 - 0.5F, 2.2F, 2.42F, -reach - 0.02F, -reach);
    }

    void roof(float y) {
        const Material* tiles = scene_.material([](const Point& p, Surface& s) {
            const float row = std::floor(p.p.y / 0.16F);
            const float tone = hash(static_cast<int>(std::floor(p.p.z / 0.22F + 0.5F * std::fmod(row, 2.0F))), static_cast<int>(row));
            s.albedo = Vec3(0.17F, 0.105F, 0.085F) * (0.6F + 0.6F * tone) * (0.75F + 0.25F * smoothstep(0.0F, 0.3F, fract(p.p.y / 0.16F)));
        });
        const float mid = 0.5F * (h_.z0 + h_.z1), half = 0.5F * (h_.z1 - h_.z0);
        scene_.add_turned_box(tiles, {h_.face + side_ * 1.9F, y + 1.25F, mid}, {2.4F, 0.1F, half}, {1.0F, side_ * 0.68F, 0}, {0, 1, 0});
        box(wall_, h_.z0, h_.z1, y - 0.2F, y + 2.4F, 3.6F, 8.0F);
        for (int i = 0; i < 24; ++i) {  // the gables under the slope
            const float depth = 0.5F + 0.13F * static_cast<float>(i);
            box(wall_, h_.z0, h_.z1, y - 0.2F, y - 0.12F + 0.68F * depth, depth, depth + 0.14F);
        }
        for (float z = h_.z0 + 1.5F; z < h_.z1 - 1.0F; z += 3.1F) {  // dormers
            box(trim_, z - 0.6F, z + 0.6F, y, y + 1.5F, 0.7F, 2.5F);
            window(z - 0.42F, z + 0.42F, y + 0.3F, y + 1.3F, 1);
            box(glass_, z - 0.42F, z + 0.42F, y + 0.3F, y + 1.3F, 0.66F, 0.72F).tag = rng_.integer(1 << 20);
            box(tiles, z - 0.75F, z + 0.75F, y + 1.5F, y + 1.62F, 0.45F, 3.0F);
        }
        const Material* brick = scene_.material([](const Point& p, Surface& s) { paint_wall(Wall::brick, {0.32F, 0.13F, 0.08F}, p, s); });
        const float c = mix(h_.z0, h_.z1, rng_.uniform(0.15F, 0.85F));
        box(brick, c - 0.7F, c + 0.7F, y + 1, y + 4.0F, 3.0F, 3.8F);
        for (const float d : {-0.45F, 0.0F, 0.45F})
            scene_.add_rod(tiles, {h_.face + side_ * 3.4F, y + 4.0F, c + d}, {h_.face + side_ * 3.4F, y + 4.5F, c + d}, 0.13F);
    }

    Scene& scene_;
    const House& h_;
    float side_;
    Rng rng_;
    const Material *wall_ = nullptr, *trim_ = nullptr, *paint_ = nullptr, *frame_ = nullptr, *glass_ = nullptr;
};

}  // namespace

void add_house(Scene& scene, const House& house) { Builder(scene, house).run(); }

}  // namespace samples
