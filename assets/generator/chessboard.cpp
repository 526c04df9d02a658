#include "random.hpp"
#include "render.hpp"
#include "scenes.hpp"
#include "sdf.hpp"

namespace samples {

namespace {

constexpr float square = 0.05F, board_top = 0.02F;

enum class Piece { pawn, rook, knight, bishop, queen, king };

const OutlineGrid& outline_of(Piece piece) {
    // All share a turned foot; heights in metres.
    static const std::vector<Vec2> foot{{0, 0}, {0.014F, 0}, {0.017F, 0.002F}, {0.0168F, 0.006F}, {0.0142F, 0.009F}, {0.0145F, 0.011F}, {0.012F, 0.014F}};
    auto turned = [](std::vector<Vec2> top) {
        std::vector<Vec2> all = foot;
        all.insert(all.end(), top.begin(), top.end());
        return lathe_outline(all);
    };
    static const OutlineGrid pawn = turned({{0.0075F, 0.022F}, {0.006F, 0.031F}, {0.0105F, 0.033F}, {0.0105F, 0.0345F}, {0.006F, 0.036F}, {0.0092F, 0.041F}, {0.0095F, 0.045F}, {0.006F, 0.0515F}, {0, 0.053F}});
    static const OutlineGrid rook = turned({{0.0095F, 0.024F}, {0.0085F, 0.038F}, {0.0125F, 0.041F}, {0.0128F, 0.044F}, {0.0128F, 0.052F}, {0.0126F, 0.0535F}, {0.0085F, 0.0535F}, {0.008F, 0.049F}, {0, 0.049F}});
    static const OutlineGrid base = turned({{0.0125F, 0.017F}, {0.012F, 0.019F}, {0, 0.02F}});
    static const OutlineGrid bishop = turned({{0.008F, 0.026F}, {0.006F, 0.042F}, {0.0108F, 0.044F}, {0.0108F, 0.0455F}, {0.006F, 0.048F}, {0.0095F, 0.055F}, {0.0085F, 0.061F}, {0.003F, 0.068F}, {0.0033F, 0.071F}, {0.002F, 0.0735F}, {0, 0.074F}});
    static const OutlineGrid queen = turned({{0.009F, 0.028F}, {0.0065F, 0.053F}, {0.012F, 0.056F}, {0.0122F, 0.058F}, {0.007F, 0.061F}, {0.0075F, 0.065F}, {0.0128F, 0.078F}, {0.0118F, 0.079F}, {0.008F, 0.077F}, {0.0035F, 0.081F}, {0.0038F, 0.084F}, {0.0018F, 0.087F}, {0, 0.0872F}});
    static const OutlineGrid king = turned({{0.0095F, 0.03F}, {0.007F, 0.058F}, {0.0125F, 0.061F}, {0.0127F, 0.063F}, {0.0078F, 0.066F}, {0.008F, 0.07F}, {0.0118F, 0.083F}, {0.011F, 0.0845F}, {0.004F, 0.0875F}, {0, 0.088F}});
    switch (piece) {
        case Piece::pawn: return pawn;
        case Piece::rook: return rook;
        case Piece::knight: return base;
        case Piece::bishop: return bishop;
        case Piece::queen: return queen;
        case Piece::king: break;
    }
    return king;
}

float knight_head(Vec3 p) {
    // Seen from the side, nose towards +x.
    static const OutlineGrid side(smooth_outline({{-0.011F, 0.016F}, {0.011F, 0.016F}, {0.0095F, 0.024F}, {0.004F, 0.032F}, {0.0035F, 0.037F}, {0.009F, 0.0395F}, {0.0155F, 0.038F}, {0.0185F, 0.0405F},
                                                  {0.017F, 0.0455F}, {0.0105F, 0.053F}, {0.007F, 0.0575F}, {0.0045F, 0.0635F}, {0.0015F, 0.059F}, {-0.006F, 0.055F}, {-0.0115F, 0.045F}, {-0.013F, 0.032F}}, 3));
    const float thick = mix(0.0095F, 0.0055F, smoothstep(0.025F, 0.058F, p.y));
    return sd_extrude(side(p.x, p.y), p.z, thick, 0.0035F);
}

void add_piece(Scene& s, const Material* m, Piece piece, int file, int rank, float turn, float ground = board_top) {
    const Vec3 at((static_cast<float>(file) - 3.5F) * square, ground, (static_cast<float>(rank) - 3.5F) * square);
    const OutlineGrid& outline = outline_of(piece);
    s.add_sdf(m, at + Vec3(-0.021F, 0, -0.021F), at + Vec3(0.021F, 0.1F, 0.021F), [=, &outline](Vec3 w) {
        const Vec3 p = rotate_y(w - at, -turn);
        float d = sd_lathe(p, outline);
        if (piece == Piece::knight) d = smooth_min(d, knight_head(p), 0.004F);
        if (piece == Piece::rook && p.y > 0.046F) {
            const float a = std::fabs(fract(std::atan2(p.z, p.x) / (2 * pi) * 5) - 0.5F) * 2 * pi / 5 * std::hypot(p.x, p.z);
            d = std::max(d, -std::max(a - 0.0022F, 0.0485F - p.y));
        }
        if (piece == Piece::king) {
            const Vec3 q = p - Vec3(0, 0.0925F, 0);
            d = std::min(d, std::min(sd_box(q, {0.0016F, 0.0065F, 0.0014F}, 0.0005F), sd_box(q - Vec3(0, 0.0012F, 0), {0.0048F, 0.0016F, 0.0014F}, 0.0005F)));
        }
        if (piece == Piece::bishop) {  // the cut of the mitre
            const Vec3 q = rotate_z(p - Vec3(0.006F, 0.061F, 0), 0.6F);
            d = std::max(d, -sd_box(q, {0.0008F, 0.007F, 0.02F}, 0.0001F));
        }
        if (piece == Piece::queen && p.y > 0.07F) {
            const float notch = std::hypot(std::fabs(fract(std::atan2(p.z, p.x) / (2 * pi) * 9) - 0.5F) * 2 * pi / 9 * 0.0128F, p.y - 0.0795F);
            if (std::hypot(p.x, p.z) > 0.009F) d = smooth_max(d, 0.0024F - notch, 0.001F);
        }
        return d;
    }, 0.7F);
}

}  // namespace

cv::Mat make_chessboard() {
    Scene s;
    s.sky = [](Vec3 d) { return Vec3(0.07F, 0.075F, 0.085F) + Vec3(0.05F, 0.04F, 0.03F) * saturate(d.y); };
    s.ambient = Vec3(0.07F, 0.06F, 0.05F);
    s.add_panel({{-0.95F, 0.75F, 0.55F}, {0.12F, 0, 0.13F}, {0, 0.17F, 0}, Vec3(82.0F, 75.0F, 64.0F)});
    PanelLight& window = s.panels.back();
    if (dot(cross(window.u, window.v), -window.centre) < 0) window.v = -window.v;

    s.add_box(s.material([](const Point& at, Surface& f) {
        const float plank = std::floor((at.p.x + 2.06F) / 0.19F), inside = fract((at.p.x + 2.06F) / 0.19F);
        const float g = wood(Vec3(at.p.z, at.p.y, at.p.x) * 2.4F + Vec3(plank * 2.1F, plank * 0.13F, plank * 0.7F));
        f.albedo = mix(Vec3(0.30F, 0.19F, 0.11F), Vec3(0.13F, 0.075F, 0.042F), g) * (1 - 0.7F * (1 - smoothstep(0.008F, 0.018F, std::min(inside, 1 - inside))));
        f.f0 = 0.04F;
        f.roughness = 0.35F + 0.15F * g;
    }), {-3, -0.05F, -2}, {3, 0, 6});
    const Material* board = s.material([](const Point& at, Surface& f) {
        const float u = at.p.x / square + 4, v = at.p.z / square + 4;
        const int i = static_cast<int>(std::floor(u)), j = static_cast<int>(std::floor(v));
        const bool field = i >= 0 && j >= 0 && i < 8 && j < 8 && at.n.y > 0.5F, light = (i + j) % 2 != 0;
        const Vec3 offset(hash(i, j, 1) * 9, hash(i, j, 2), hash(i, j, 3));
        const float g = wood(Vec3(at.p.z, at.p.y, at.p.x) * 3.0F + (field ? offset : Vec3(0.0F)));
        f.albedo = light && field ? mix(Vec3(0.66F, 0.5F, 0.3F), Vec3(0.46F, 0.31F, 0.16F), g) : mix(Vec3(0.115F, 0.05F, 0.026F), Vec3(0.045F, 0.02F, 0.012F), g);
        f.albedo = f.albedo * (0.9F + 0.2F * hash(i, j, 6));
        const float rim = std::max(std::fabs(at.p.x), std::fabs(at.p.z)) / square;
        if (!field) f.albedo = mix(Vec3(0.12F, 0.055F, 0.03F), Vec3(0.05F, 0.022F, 0.013F), g);
        if (at.n.y > 0.5F && rim > 4.12F && rim < 4.2F) f.albedo = Vec3(0.56F, 0.41F, 0.22F);
        f.f0 = 0.045F;
        f.roughness = 0.3F + 0.1F * g;
    });
    const Vec3 half(4.6F * square, 0.5F * board_top, 4.6F * square);
    s.add_sdf(board, Vec3(-half.x, 0, -half.z), Vec3(half.x, board_top, half.z), [half](Vec3 p) { return sd_box(p - Vec3(0, half.y, 0), half, 0.003F); });

    auto turned_wood = [&](Vec3 a, Vec3 b) {
        return s.material([=](const Point& at, Surface& f) {
            const float g = wood(Vec3(at.p.y, at.p.x, at.p.z) * 5.0F);
            f.albedo = mix(a, b, g);
            f.f0 = 0.05F;
            f.roughness = 0.14F;
        });
    };
    const Material* white = turned_wood({0.68F, 0.5F, 0.28F}, {0.5F, 0.33F, 0.16F});
    const Material* black = turned_wood({0.055F, 0.026F, 0.017F}, {0.022F, 0.012F, 0.01F});
    // The end of a game, with most of the board free so that its corners can be found.
    add_piece(s, white, Piece::king, 6, 0, 0.3F);
    add_piece(s, white, Piece::rook, 5, 0, 0.2F);
    add_piece(s, white, Piece::pawn, 7, 1, 0);
    add_piece(s, white, Piece::pawn, 6, 1, 0);
    add_piece(s, white, Piece::knight, 2, 3, 0.6F);
    add_piece(s, white, Piece::queen, 1, 5, 0.1F);
    add_piece(s, black, Piece::king, 6, 7, 0.2F);
    add_piece(s, black, Piece::rook, 3, 7, 0);
    add_piece(s, black, Piece::pawn, 7, 6, 0);
    add_piece(s, black, Piece::pawn, 5, 6, 0);
    add_piece(s, black, Piece::bishop, 4, 4, -0.5F);
    add_piece(s, black, Piece::knight, 5, 5, pi + 0.5F);
    for (int i = 0; i < 3; ++i)  // taken pieces beside the board
        add_piece(s, i == 1 ? white : black, i == 2 ? Piece::bishop : Piece::pawn, 9, 5 - i, 0, 0.0F);
    s.build();

    Camera cam;
    cam.eye = {-0.17F, 0.4F, -0.6F};
    cam.target = {0.012F, 0.012F, 0.0F};
    cam.fov_degrees = 44;
    cam.aperture = 0.002F;
    cam.focus = 0.7F;
    RenderOptions o;
    o.samples = 20;
    Develop d;
    d.exposure = 1.15F;
    d.contrast = 1.2F;
    d.vignette = 0.3F;
    d.noise = 0.7F;
    return develop(render(s, cam, o), d);
}

}  // namespace samples
