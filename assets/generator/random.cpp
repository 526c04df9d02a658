#include "random.hpp"

namespace samples {

std::uint32_t Rng::next() {
    const std::uint64_t old = state_;
    state_ = old * 6364136223846793005ULL + 1442695040888963407ULL;
    const auto x = static_cast<std::uint32_t>(((old >> 18U) ^ old) >> 27U);
    const auto r = static_cast<std::uint32_t>(old >> 59U);
    return (x >> r) | (x << ((32U - r) & 31U));
}

float Rng::uniform() { return static_cast<float>(next() >> 8U) * (1.0F / 16777216.0F); }

int Rng::integer(int n) { return static_cast<int>((static_cast<std::uint64_t>(next()) * static_cast<std::uint64_t>(n)) >> 32U); }

float Rng::gaussian() {
    const float r = std::sqrt(-2.0F * std::log(1.0F - uniform()));
    return r * std::cos(2.0F * pi * uniform());
}

float hash(int x, int y, int z) {
    auto h = static_cast<std::uint32_t>(x) * 0x8da6b343U ^ static_cast<std::uint32_t>(y) * 0xd8163841U ^
             static_cast<std::uint32_t>(z) * 0xcb1ab31fU;
    h = (h ^ (h >> 16U)) * 0x7feb352dU;
    h = (h ^ (h >> 15U)) * 0x846ca68bU;
    h ^= h >> 16U;
    return static_cast<float>(h >> 8U) * (1.0F / 16777216.0F);
}

float value_noise(Vec3 p) {
    const float fx = std::floor(p.x), fy = std::floor(p.y), fz = std::floor(p.z);
    const int ix = static_cast<int>(fx), iy = static_cast<int>(fy), iz = static_cast<int>(fz);
    auto ease = [](float t) { return t * t * (3.0F - 2.0F * t); };
    const float u = ease(p.x - fx), v = ease(p.y - fy), w = ease(p.z - fz);
    auto layer = [&](int k) {
        return mix(mix(hash(ix, iy, iz + k), hash(ix + 1, iy, iz + k), u),
                   mix(hash(ix, iy + 1, iz + k), hash(ix + 1, iy + 1, iz + k), u), v);
    };
    return mix(layer(0), layer(1), w);
}

float fbm(Vec3 p, int octaves) {
    float sum = 0, weight = 0, a = 1;
    for (int i = 0; i < octaves; ++i) {
        sum += a * value_noise(p);
        weight += a;
        a *= 0.5F;
        // The turn and the odd ratio keep the lattices of the octaves from lining up.
        p = Vec3(0.8F * p.x - 0.6F * p.z, p.y, 0.6F * p.x + 0.8F * p.z) * 2.03F + Vec3(17.1F, 3.7F, 9.2F);
    }
    return sum / weight;
}

float cell_noise(Vec3 p) {
    const int ix = static_cast<int>(std::floor(p.x)), iy = static_cast<int>(std::floor(p.y)),
              iz = static_cast<int>(std::floor(p.z));
    float best = 9;
    for (int k = -1; k <= 1; ++k)
        for (int j = -1; j <= 1; ++j)
            for (int i = -1; i <= 1; ++i) {
                const int a = ix + i, b = iy + j, c = iz + k;
                const Vec3 q(static_cast<float>(a) + hash(a, b, c), static_cast<float>(b) + hash(b, c, a + 71),
                             static_cast<float>(c) + hash(c, a, b + 137));
                best = std::min(best, dot(q - p, q - p));
            }
    return std::sqrt(best);
}

float wood(Vec3 p) {
    const Vec3 q(p.x * 0.12F, p.y, p.z);
    const float warp = fbm(q * 3.0F, 3);
    const float rings = std::sqrt(q.y * q.y + (q.z + 0.7F) * (q.z + 0.7F)) * 9.0F + 3.0F * warp;
    const float ring = std::pow(fract(rings), 3.0F) * (1.0F - smoothstep(0.93F, 1.0F, fract(rings)));
    const float fibre = fbm(Vec3(p.x * 4.0F, p.y * 150.0F, p.z * 150.0F), 2);
    return saturate(0.65F * ring + 0.5F * (fibre - 0.3F) + 0.3F * (warp - 0.4F));
}

}  // namespace samples
