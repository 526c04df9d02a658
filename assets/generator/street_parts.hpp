// The things a street is furnished with. Each function adds one of them to a scene.
#pragma once

#include <cstdint>

#include "scene.hpp"

namespace samples {

enum class Wall { plaster, brick, stone };

struct House {
    float face = 6.2F;         // x of the facade; its sign says on which side of the street
    float z0 = 0, z1 = 10;     // along the street
    int floors = 3, bays = 3;  // upper floors and windows per floor
    Wall wall = Wall::plaster;
    Vec3 colour{0.6F, 0.5F, 0.4F};
    Vec3 trim{0.75F, 0.72F, 0.65F};
    Vec3 shop{0.1F, 0.2F, 0.15F};   // paint of the ground floor
    bool awning = false;
    std::uint64_t seed = 1;
};

void add_house(Scene& scene, const House& house);
void add_tree(Scene& scene, Vec3 foot, float height, int leaves, std::uint64_t seed);
void add_lamp_post(Scene& scene, Vec3 foot, float arm);            // arm: signed reach along x
void add_car(Scene& scene, Vec3 place, float turn, Vec3 paint);    // place: on the ground, under its middle
void add_person(Scene& scene, Vec3 foot, float turn, float height, Vec3 coat, Vec3 trousers, float stride);
void add_bench(Scene& scene, Vec3 foot, float turn);

}  // namespace samples
