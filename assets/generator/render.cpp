#include "render.hpp"

#include <array>
#include <opencv2/imgproc.hpp>

#include "random.hpp"

namespace samples {

namespace {

// A pair of numbers in [0, 1)^2, spread evenly over the rays of one pixel (R2 sequence, Roberts 2018).
struct Pair {
    float a, b;
};
Pair spread(int x, int y, int index, int dimension) {
    const float n = static_cast<float>(index);
    return {fract(hash(x, y, 2 * dimension) + n * 0.7548777F), fract(hash(x, y, 2 * dimension + 1) + n * 0.5698403F)};
}

Vec3 cosine_direction(Vec3 n, Pair r) {
    Vec3 u, v;
    make_frame(n, u, v);
    const float radius = std::sqrt(r.a), phi = 2 * pi * r.b;
    return normalize(u * (radius * std::cos(phi)) + v * (radius * std::sin(phi)) + n * std::sqrt(1 - r.a));
}

// A half vector of the GGX lobe with alpha = roughness squared.
Vec3 ggx_half(Vec3 n, float roughness, Pair r) {
    const float a = roughness * roughness;
    const float c2 = (1 - r.a) / (1 + (a * a - 1) * r.a);
    const float c = std::sqrt(c2), s = std::sqrt(std::max(0.0F, 1 - c2)), phi = 2 * pi * r.b;
    Vec3 u, v;
    make_frame(n, u, v);
    return u * (s * std::cos(phi)) + v * (s * std::sin(phi)) + n * c;
}

float ggx(float n_h, float roughness) {
    const float a2 = roughness * roughness * roughness * roughness;
    const float d = n_h * n_h * (a2 - 1) + 1;
    return a2 / (pi * d * d);
}

Vec3 fresnel(Vec3 f0, float c) { return f0 + (Vec3(1.0F) - f0) * std::pow(saturate(1 - c), 5.0F); }

// Rays of a rough mirror do not see the panels either: those are sampled directly, since a rare hit on
// a small bright panel would be a white dot.
enum class From { eye, mirror, rough, diffuse };
constexpr float rough_from = 0.12F;

// The light of one ray in parts, because only the noisy parts are blurred afterwards.
struct Parts {
    Vec3 sharp;                  // emission, mirror light, haze, sky
    Vec3 direct, indirect;       // irradiance / pi, not yet multiplied with the albedo
    Vec3 albedo;
    Vec3 normal;
    float depth = 1e4F;
};

class Tracer {
public:
    Tracer(const Scene& scene, int bounces) : scene_(scene), bounces_(bounces) {}

    Parts trace(const Ray& ray, int depth, From from, int x, int y, int index, Rng& rng) const {
        Parts out;
        Hit hit;
        if (!scene_.closest(ray, hit)) {
            out.sharp = scene_.sky(ray.dir);
            return out;
        }
        const Vec3 p = ray.origin + ray.dir * hit.t;
        Surface s;
        s.normal = hit.n;
        (*hit.shape->material)({p, hit.n, hit.shape->tag}, s);
        if (dot(s.normal, ray.dir) > -0.02F) s.normal = normalize(s.normal - ray.dir * (dot(s.normal, ray.dir) + 0.02F));
        const Vec3 n = s.normal, start = p + hit.n * (2e-4F + 2e-5F * hit.t);
        auto pair = [&](int dimension) {
            return depth == 0 ? spread(x, y, index, dimension) : Pair{rng.uniform(), rng.uniform()};
        };
        if (from == From::eye || from == From::mirror || scene_.panels.empty()) out.sharp += s.emission;

        const float facing = std::max(0.0F, -dot(n, ray.dir));
        const Vec3 f0 = s.metal ? s.albedo : Vec3(s.f0);
        const Vec3 mirror = fresnel(f0, facing);
        const Vec3 diffuse = s.metal ? Vec3(0.0F) : Vec3(1.0F) - mirror;
        const bool has_mirror = (s.metal || s.f0 > 0) && (from != From::diffuse || s.metal);

        if (luminance(scene_.sun) > 0) {
            const Vec3 l = sun_direction(pair(2));
            const float c = dot(n, l);
            const float lit = c > 0 ? c : -c * s.translucency;
            if (lit > 0) {
                const Vec3 from_here = c > 0 ? start : p - hit.n * 2e-3F;
                if (dot(hit.n, l) * c > 0 && !scene_.blocked({from_here, l}, 1e4F)) {
                    out.direct += scene_.sun * lit;
                    if (has_mirror && c > 0) {
                        const Vec3 h = normalize(l - ray.dir);
                        const float rough = std::max(s.roughness, 0.08F);
                        out.sharp += scene_.sun * fresnel(f0, dot(h, l)) *
                                     std::min(30.0F, pi * ggx(dot(n, h), rough) * c * 0.25F / std::max(0.1F, facing * c));
                    }
                }
            }
        }
        for (std::size_t i = 0; i < scene_.panels.size(); ++i) {
            const PanelLight& q = scene_.panels[i];
            const Pair r = pair(3 + static_cast<int>(i));
            const Vec3 to = q.centre + q.u * (2 * r.a - 1) + q.v * (2 * r.b - 1) - start;
            const float d2 = dot(to, to), d = std::sqrt(d2);
            const Vec3 l = to / d, area = cross(q.u, q.v) * 4.0F;
            const float c = dot(n, l), lit = c > 0 ? c : -c * s.translucency, g = -dot(area, l);
            if (lit > 0 && g > 0 && dot(hit.n, l) * c > 0) {
                const Vec3 from_here = c > 0 ? start : p - hit.n * 2e-3F;
                if (!scene_.blocked({from_here, l}, d * 0.9995F)) {
                    out.direct += q.radiance * (lit * g / (pi * d2));
                    if (has_mirror && c > 0 && s.roughness >= rough_from) {
                        const Vec3 h = normalize(l - ray.dir);
                        const float lobe = ggx(dot(n, h), s.roughness) * 0.25F / std::max(0.1F, facing * c);
                        out.sharp += q.radiance * fresnel(f0, dot(h, l)) * std::min(0.5F, lobe * c * g / d2);
                    }
                }
            }
        }

        if (luminance(s.albedo) > 0 && !s.metal) {
            if (depth < bounces_) {
                const Vec3 w = cosine_direction(n, pair(1));
                if (dot(w, hit.n) > 0) out.indirect += flatten(trace({start, w}, depth + 1, From::diffuse, x, y, index, rng));
            } else {
                out.indirect += scene_.ambient;
            }
        }
        if (has_mirror) {
            if (depth <= bounces_) {
                const Vec3 h = ggx_half(n, s.roughness, pair(0));
                const Vec3 w = ray.dir - h * (2 * dot(ray.dir, h));
                if (dot(w, hit.n) > 0) {
                    const Vec3 in = flatten(trace({start, w}, depth + 1, s.roughness >= rough_from ? From::rough : From::mirror, x, y, index, rng));
                    // A cap on single rays: one bright reflection must not become a white dot.
                    out.sharp += fresnel(f0, std::max(0.0F, -dot(ray.dir, h))) * min(in, Vec3(s.roughness >= rough_from ? 1.5F : 12.0F));
                }
            } else {
                out.sharp += mirror * scene_.ambient;
            }
        }
        out.albedo = s.albedo * diffuse;
        out.normal = n;
        out.depth = hit.t;
        if (scene_.haze_density > 0 && from != From::diffuse) {
            const float keep = std::exp(-hit.t * scene_.haze_density);
            out.sharp = out.sharp * keep + scene_.haze(ray.dir) * (1 - keep);
            out.albedo = out.albedo * keep;
        }
        return out;
    }

    static Vec3 flatten(const Parts& p) { return p.sharp + p.albedo * (p.direct + p.indirect); }

private:
    Vec3 sun_direction(Pair r) const {
        Vec3 u, v;
        make_frame(scene_.sun_dir, u, v);
        const float radius = scene_.sun_spread * std::sqrt(r.a), phi = 2 * pi * r.b;
        return normalize(scene_.sun_dir + u * (radius * std::cos(phi)) + v * (radius * std::sin(phi)));
    }

    const Scene& scene_;
    int bounces_;
};

struct Buffers {
    cv::Mat sharp, direct, indirect, albedo, normal, depth;
    explicit Buffers(cv::Size size) {
        for (cv::Mat* m : {&sharp, &direct, &indirect, &albedo, &normal}) m->create(size, CV_32FC3);
        depth.create(size, CV_32F);
    }
};

void put(cv::Mat& m, int y, int x, Vec3 v) { m.at<cv::Vec3f>(y, x) = {v.x, v.y, v.z}; }

Vec3 get(const cv::Mat& m, int y, int x) {
    const auto& v = m.at<cv::Vec3f>(y, x);
    return {v[0], v[1], v[2]};
}

// One pass of the edge-avoiding a-trous wavelet (Dammertz et al., HPG 2010), guided by normal and depth;
// `range` is the tolerated relative difference of the light itself.
cv::Mat guided_pass(const cv::Mat& light, const Buffers& guide, int hole, float range) {
    static constexpr std::array<float, 5> kernel{1 / 16.0F, 1 / 4.0F, 3 / 8.0F, 1 / 4.0F, 1 / 16.0F};
    cv::Mat out(light.size(), CV_32FC3);
    cv::parallel_for_({0, light.rows}, [&](const cv::Range& rows) {
        for (int y = rows.start; y < rows.end; ++y)
            for (int x = 0; x < light.cols; ++x) {
                const Vec3 c = get(light, y, x), n = get(guide.normal, y, x);
                const float z = guide.depth.at<float>(y, x), lc = luminance(c);
                Vec3 sum;
                float weight = 0;
                for (int j = -2; j <= 2; ++j)
                    for (int i = -2; i <= 2; ++i) {
                        const int yy = y + j * hole, xx = x + i * hole;
                        if (yy < 0 || xx < 0 || yy >= light.rows || xx >= light.cols) continue;
                        const Vec3 q = get(light, yy, xx), m = get(guide.normal, yy, xx);
                        const float dz = std::fabs(guide.depth.at<float>(yy, xx) - z) / z;
                        float w = kernel[static_cast<std::size_t>(i + 2)] * kernel[static_cast<std::size_t>(j + 2)];
                        w *= std::exp(-dz * 30.0F / static_cast<float>(hole)) * std::pow(saturate(dot(n, m)), 24.0F);
                        const float dl = (luminance(q) - lc) / (range * (lc + 0.02F));
                        w *= std::exp(-dl * dl);
                        sum += q * w;
                        weight += w;
                    }
                put(out, y, x, weight > 1e-6F ? sum / weight : c);
            }
    });
    return out;
}

}  // namespace

cv::Mat render(const Scene& scene, const Camera& cam, const RenderOptions& o) {
    const Tracer tracer(scene, o.bounces);
    const Vec3 forward = normalize(cam.target - cam.eye);
    Vec3 right = normalize(cross(cam.up, forward)), up = cross(forward, right);
    if (cam.roll != 0) {
        const Vec3 r = right * std::cos(cam.roll) + up * std::sin(cam.roll);
        up = up * std::cos(cam.roll) - right * std::sin(cam.roll);
        right = r;
    }
    const float half_w = std::tan(cam.fov_degrees * pi / 360.0F);
    const float half_h = half_w * static_cast<float>(o.height) / static_cast<float>(o.width);
    Buffers b({o.width, o.height});

    cv::parallel_for_({0, o.height}, [&](const cv::Range& rows) {
        for (int y = rows.start; y < rows.end; ++y)
            for (int x = 0; x < o.width; ++x) {
                // The seed depends on the pixel alone, so threads cannot change the picture.
                Rng rng(o.seed * 1000003ULL + static_cast<std::uint64_t>(y * o.width + x));
                Parts sum;
                sum.depth = 0;
                for (int i = 0; i < o.samples; ++i) {
                    const Pair j = spread(x, y, i, 20), l = spread(x, y, i, 21);
                    const float px = (2 * (static_cast<float>(x) + j.a) / static_cast<float>(o.width) - 1) * half_w;
                    const float py = (1 - 2 * (static_cast<float>(y) + j.b) / static_cast<float>(o.height) + cam.shift_y) * half_h;
                    Vec3 dir = forward + right * px + up * py, eye = cam.eye;
                    if (cam.ortho_width > 0) {
                        eye += (dir - forward) * (0.5F * cam.ortho_width / half_w);
                        dir = forward;
                    }
                    if (cam.aperture > 0) {
                        const float r = cam.aperture * std::sqrt(l.a), phi = 2 * pi * l.b;
                        const Vec3 shift = right * (r * std::cos(phi)) + up * (r * std::sin(phi));
                        eye += shift;
                        dir = dir * cam.focus - shift;
                    }
                    const Parts p = tracer.trace({eye, normalize(dir)}, 0, From::eye, x, y, i, rng);
                    sum.sharp += min(p.sharp, Vec3(20.0F));
                    sum.direct += p.albedo * p.direct;
                    sum.indirect += p.albedo * p.indirect;
                    sum.albedo += p.albedo;
                    sum.normal += p.normal;
                    sum.depth += p.depth;
                }
                const float k = 1.0F / static_cast<float>(o.samples);
                put(b.sharp, y, x, sum.sharp * k);
                // Divided by the summed albedo, so that albedo times light is exact where a pixel holds an edge.
                const Vec3 a = max(sum.albedo, Vec3(1e-6F)), inv(1 / a.x, 1 / a.y, 1 / a.z);
                put(b.direct, y, x, sum.direct * inv);
                put(b.indirect, y, x, sum.indirect * inv);
                put(b.albedo, y, x, sum.albedo * k);
                put(b.normal, y, x, normalize(sum.normal));
                b.depth.at<float>(y, x) = sum.depth * k;
            }
    });

    cv::Mat direct = b.direct, indirect = b.indirect;
    for (const int hole : {1, 2}) direct = guided_pass(direct, b, hole, 0.25F);
    for (const int hole : {1, 2, 4, 8}) indirect = guided_pass(indirect, b, hole, 0.9F);
    return b.sharp + b.albedo.mul(direct + indirect);
}

}  // namespace samples
