// Seeded random numbers and lattice noise. The standard distributions are not used, because their
// sequences differ between libraries and the pictures must not.
#pragma once

#include <cstdint>

#include "vec.hpp"

namespace samples {

// PCG32 (O'Neill, 2014).
class Rng {
public:
    explicit Rng(std::uint64_t seed) : state_(seed * 2862933555777941757ULL + 3037000493ULL) { next(); next(); }
    std::uint32_t next();
    float uniform();                               // [0, 1)
    float uniform(float lo, float hi) { return mix(lo, hi, uniform()); }
    int integer(int n);                            // 0 .. n-1
    float gaussian();                              // mean 0, variance 1

private:
    std::uint64_t state_;
};

float hash(int x, int y, int z = 0);               // [0, 1), a value for each lattice point
float value_noise(Vec3 p);                         // [0, 1], smooth, period-free
float fbm(Vec3 p, int octaves);                    // [0, 1], octaves of value noise, each half as strong
float cell_noise(Vec3 p);                          // distance to the nearest random feature point
float wood(Vec3 p);                                // [0, 1], grain along x; 1 is the dark late wood

}  // namespace samples
