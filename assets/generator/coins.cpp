#include <array>
#include <opencv2/imgproc.hpp>
#include <sstream>

#include "random.hpp"
#include "render.hpp"
#include "scenes.hpp"
#include "texture.hpp"

namespace samples {

namespace {

constexpr int width = 960, height = 640;
constexpr float scale = 0.01F;  // metres per pixel; parallel rays make each coin an exact circle

struct Coin {
    int x, y, radius;  // pixels; integer coordinates are pixel centres
    int metal;         // 0 gold, 1 silver, 2 copper, 3 old copper
    int design;
    float turn;        // radians
};

constexpr std::array<Coin, 13> coins{{{168, 152, 84, 1, 0, 0.3F}, {366, 118, 62, 0, 1, -0.5F}, {548, 176, 74, 2, 2, 2.1F}, {742, 130, 90, 0, 3, 0.15F},
                                      {886, 290, 56, 3, 1, 1.2F}, {112, 356, 58, 2, 3, -0.9F}, {282, 306, 70, 0, 2, 0.6F}, {434, 348, 50, 1, 1, 0.1F},
                                      {630, 346, 82, 1, 0, -0.35F}, {206, 510, 78, 3, 0, 0.8F}, {402, 516, 66, 2, 3, -0.2F}, {562, 536, 48, 0, 1, 2.8F},
                                      {790, 500, 92, 2, 2, -0.6F}}};

// Height of the relief, 1 at the rim, over the square around a coin.
cv::Mat relief(int design) {
    constexpr int n = 512;
    const cv::Point c(n / 2, n / 2);
    cv::Mat m = cv::Mat::zeros(n, n, CV_32F);
    auto ray = [&](double r, double a) { return cv::Point(cvRound(c.x + r * std::sin(a)), cvRound(c.y - r * std::cos(a))); };
    const double tau = 2 * static_cast<double>(pi);
    if (design == 0) {
        draw_text(m, "10", {256, 262}, cv::FONT_HERSHEY_TRIPLEX, 4.6, 13);
        draw_ring_text(m, "PIXEL  WHY", 196, 0, 1.5, 4);
        draw_ring_text(m, "* SOBEL *", 196, pi, 1.5, 4);
    } else if (design == 1) {  // a star of eight rays
        std::vector<cv::Point> star;
        for (int i = 0; i < 16; ++i) star.push_back(ray(i % 2 == 0 ? 150 : 62, tau * i / 16));
        cv::fillPoly(m, std::vector<std::vector<cv::Point>>{star}, cv::Scalar(0.9), cv::LINE_8);
        cv::circle(m, c, 40, cv::Scalar(0.3), -1);
        for (int i = 0; i < 8; ++i) cv::circle(m, ray(188, tau * (i + 0.5) / 8), 12, cv::Scalar(1), -1);
    } else if (design == 2) {  // a tree of branches under a numeral
        cv::line(m, {256, 400}, {256, 150}, cv::Scalar(1), 14);
        for (int i = 0; i < 5; ++i)
            for (const int s : {-1, 1}) {
                const cv::Point a(256, 380 - 50 * i), b(256 + s * (120 - 16 * i), 310 - 46 * i);
                cv::line(m, a, b, cv::Scalar(0.9), 8);
                cv::ellipse(m, b, {30, 15}, s * -35.0, 0, 360, cv::Scalar(1), -1);
                cv::ellipse(m, (a + b) / 2 + cv::Point(0, -22), {24, 12}, s * -60.0, 0, 360, cv::Scalar(1), -1);
            }
        draw_ring_text(m, "FIVE", 204, pi, 1.4, 4);
    } else {  // an eye, for a currency of pictures
        cv::ellipse(m, {256, 330}, {160, 150}, 0, 205, 335, cv::Scalar(1), 12);
        cv::ellipse(m, {256, 180}, {160, 150}, 0, 25, 155, cv::Scalar(1), 12);
        cv::circle(m, c, 58, cv::Scalar(0.9), -1);
        cv::circle(m, c, 26, cv::Scalar(0.2), -1);
        for (int i = -3; i <= 3; ++i) cv::line(m, ray(128, 0.2 * i), ray(162, 0.2 * i), cv::Scalar(0.9), 8);
        draw_ring_text(m, "LIGHT AND EDGE", 204, 0, 1.2, 3);
        draw_ring_text(m, "20", 190, pi, 1.9, 5);
    }
    for (int i = 0; i < 72; ++i) cv::circle(m, ray(228, tau * i / 72), 5, cv::Scalar(0.8), -1);
    cv::circle(m, c, 248, cv::Scalar(1.3), 14);
    cv::GaussianBlur(m, m, {}, 2.6);
    return m;
}

Vec3 softboxes(Vec3 d) {
    const float window = smoothstep(0.45F, 0.93F, dot(d, normalize(Vec3(-0.42F, 0.82F, 0.38F))));
    return Vec3(0.07F, 0.075F, 0.09F) + Vec3(1.9F, 1.78F, 1.6F) * window * window + Vec3(0.2F, 0.24F, 0.32F) * smoothstep(0.2F, 0.9F, d.x);
}

}  // namespace

cv::Mat make_coins() {
    Scene s;
    s.sun_dir = normalize(Vec3(-0.62F, 0.62F, 0.40F));
    s.sun = Vec3(1.25F, 1.14F, 0.96F);
    s.sun_spread = 0.09F;
    s.sky = softboxes;
    s.ambient = Vec3(0.1F);

    const Material* table = s.material([](const Point& at, Surface& f) {
        const Vec3 p(at.p.x * 0.16F + 1.3F, 0.31F, at.p.z * 0.16F);
        const float plank = std::floor((at.p.z + 9.07F) / 2.15F), inside = fract((at.p.z + 9.07F) / 2.15F);
        const float grain = wood(p + Vec3(plank * 3.7F, plank * 0.11F, plank * 1.3F));
        f.albedo = mix(Vec3(0.17F, 0.085F, 0.042F), Vec3(0.065F, 0.03F, 0.016F), grain) * (0.86F + 0.25F * hash(static_cast<int>(plank), 4));
        f.albedo = f.albedo * (1 - 0.75F * (1 - smoothstep(0.004F, 0.012F, std::min(inside, 1 - inside))));
        f.f0 = 0.035F;
        f.roughness = 0.42F + 0.15F * grain;
    });
    s.add_box(table, {-30, -1, -30}, {30, 0, 30});

    std::array<cv::Mat, 4> maps;
    for (int i = 0; i < 4; ++i) maps[static_cast<std::size_t>(i)] = relief(i);
    static constexpr std::array<Vec3, 4> metals{{{0.86F, 0.62F, 0.27F}, {0.73F, 0.72F, 0.69F}, {0.78F, 0.42F, 0.26F}, {0.36F, 0.22F, 0.15F}}};
    for (std::size_t i = 0; i < coins.size(); ++i) {
        const Coin c = coins[i];
        const Vec3 centre((static_cast<float>(c.x) + 0.5F - 0.5F * width) * scale, 0, (0.5F * height - static_cast<float>(c.y) - 0.5F) * scale);
        const float radius = static_cast<float>(c.radius) * scale;
        const cv::Mat map = maps[static_cast<std::size_t>(c.design)];
        const Vec3 tone = metals[static_cast<std::size_t>(c.metal)];
        const Material* metal = s.material([=](const Point& at, Surface& f) {
            const Vec3 q = rotate_y(at.p - centre, -c.turn) / (2.08F * radius);
            const float u = q.x + 0.5F, v = 0.5F - q.z, e = 1.5F / 512, h = sample(map, u, v);
            const float wear = fbm(at.p * 2.3F + Vec3(static_cast<float>(i) * 5.1F, 0, 0), 4), scratch = value_noise(rotate_y(at.p, 0.7F) * Vec3(9, 1, 90));
            f.metal = true;
            f.roughness = 0.26F + 0.2F * wear + 0.05F * scratch;
            // Dirt stays in the hollows and handling polishes what stands up.
            f.albedo = tone * (0.62F + 0.38F * smoothstep(0.05F, 0.7F, h)) * (0.8F + 0.35F * wear);
            if (at.n.y > 0.5F) {
                const float gx = sample(map, u + e, v) - sample(map, u - e, v), gz = sample(map, u, v - e) - sample(map, u, v + e);
                const Vec3 tilt = rotate_y({-gx, 0, -gz}, c.turn) * 1.7F + (at.p - centre) * Vec3(1, 0, 1) * (0.2F / radius);
                f.normal = normalize(at.n + tilt + Vec3(scratch - 0.5F, 0, 0.5F - scratch) * 0.06F);
            }
        });
        s.add_rod(metal, centre, centre + Vec3(0, 0.1F + 0.0012F * static_cast<float>(c.radius), 0), radius);
    }
    s.build();

    Camera cam;
    cam.eye = {0, 20, 0};
    cam.target = {0, 0, 0};
    cam.up = {0, 0, 1};
    cam.ortho_width = width * scale;
    RenderOptions o;
    o.width = width;
    o.height = height;
    o.samples = 16;
    Develop d;
    d.exposure = 0.82F;
    d.contrast = 1.4F;
    d.bloom = 0.03F;
    d.noise = 0.7F;
    return develop(render(s, cam, o), d);
}

std::string known_coins() {
    std::ostringstream out;
    out << "{\"circles\": [";
    for (std::size_t i = 0; i < coins.size(); ++i)
        out << (i > 0 ? ", " : "") << "{\"x\": " << coins[i].x << ", \"y\": " << coins[i].y << ", \"radius\": " << coins[i].radius << "}";
    out << "]}";
    return out.str();
}

}  // namespace samples
