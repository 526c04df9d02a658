#include <opencv2/imgproc.hpp>
#include <sstream>

#include "random.hpp"
#include "render.hpp"
#include "scenes.hpp"
#include "sdf.hpp"
#include "texture.hpp"

namespace samples {

namespace {

constexpr int sheet_w = 1600, sheet_h = 2080;                    // texels of the page
constexpr float page_w = 0.16F, page_h = 0.208F;                 // metres

class Typesetter {
public:
    explicit Typesetter(cv::Mat& sheet) : sheet_(sheet) {}

    void centred(const std::string& text, double scale, int thickness, int advance) {
        draw_text(sheet_, text, {0.5F * sheet_w, static_cast<float>(y_)}, cv::FONT_HERSHEY_TRIPLEX, scale, thickness);
        y_ += advance;
    }

    // Fills lines with words and spreads the rest of each line over its spaces.
    void paragraph(const std::string& text) {
        std::istringstream in(text);
        std::vector<std::string> line;
        int used = 0, indent = 60;
        for (std::string word; in >> word;) {
            const int w = width(word);
            if (!line.empty() && used + w + static_cast<int>(line.size()) * 16 > right - left - indent) {
                set(line, used, indent, true);
                line.clear();
                used = indent = 0;
            }
            line.push_back(word);
            used += w;
        }
        set(line, used, indent, false);
        y_ += 12;
    }

    // A step, and below it the derivative whose peak finds the step.
    void figure() {
        const int x0 = 420, x1 = 1180, top = y_ - 10;
        for (int row = 0; row < 2; ++row) {
            const int base = top + 150 + 190 * row;
            cv::arrowedLine(sheet_, {x0, base}, {x1, base}, 255, 3, cv::LINE_AA, 0, 0.02);
            cv::arrowedLine(sheet_, {x0, base}, {x0, base - 150}, 255, 3, cv::LINE_AA, 0, 0.1);
            cv::Point last;
            for (int i = 0; i <= 340; ++i) {
                const double t = (i - 170) / 32.0, e = std::exp(-t * t / 2), step = 0.5 * (1 + std::erf(t / 1.4142));
                const cv::Point p(x0 + 20 + 2 * i, base - 12 - cvRound(105 * (row == 0 ? step : e)));
                if (i > 0) cv::line(sheet_, last, p, 255, 6, cv::LINE_AA);
                last = p;
            }
            cv::putText(sheet_, row == 0 ? "f (x)" : "f ' (x)", {x0 - 150, base - 70}, cv::FONT_HERSHEY_TRIPLEX | cv::FONT_ITALIC, 1.15, 255, 2, cv::LINE_AA);
        }
        for (int y = top + 30; y < top + 340; y += 22) cv::line(sheet_, {x0 + 360, y}, {x0 + 360, y + 10}, 255, 3, cv::LINE_AA);
        y_ = top + 400;
    }

    void skip(int rows) { y_ += rows; }

private:
    static constexpr int left = 190, right = 1430, font = cv::FONT_HERSHEY_TRIPLEX;
    static constexpr double scale = 1.22;

    int width(const std::string& word) const { return cv::getTextSize(word, font, scale, 2, nullptr).width; }

    void set(const std::vector<std::string>& line, int used, int indent, bool justify) {
        const int gaps = std::max(1, static_cast<int>(line.size()) - 1);
        const double space = justify ? static_cast<double>(right - left - indent - used) / gaps : 22.0;
        double x = left + indent;
        for (const std::string& word : line) {
            cv::putText(sheet_, word, {cvRound(x), y_}, font, scale, 255, 2, cv::LINE_AA);
            x += width(word) + space;
        }
        y_ += 58;
    }

    cv::Mat& sheet_;
    int y_ = 190;
};

cv::Mat print_page() {
    cv::Mat sheet = cv::Mat::zeros(sheet_h, sheet_w, CV_8U);
    Typesetter t(sheet);
    t.centred("CHAPTER THREE", 1.15, 2, 95);
    t.centred("Where One Thing Ends", 2.0, 4, 120);
    t.paragraph("An edge is a promise that the world makes to the eye: here one thing ends and another begins. The pixel knows nothing of this. "
                "It holds a number, the light that fell on a small square for a short time, and beside it stands another number.");
    t.paragraph("Only when two neighbours disagree does a line appear. Subtract the left one from the right one, and a wall, a leaf or the rim of a "
                "coin stands out from the gray. The larger the difference, the stronger the edge; its sign tells from which side the light came.");
    t.skip(20);
    t.figure();
    t.centred("Fig. 7.  A step of light, and the slope which finds it.", 0.98, 2, 90);
    t.paragraph("But noise, too, is a disagreement of neighbours. He who takes every difference for an edge will see a forest of lines in an empty sky. "
                "So one smooths first, a little, and asks afterwards; and what is smoothed too much is lost in peace.");
    t.paragraph("Between these two faults lies the whole art: to blur as far as the noise reaches, and no further than the things themselves. "
                "How far that is, no formula knows in advance.");
    t.centred("41", 1.15, 2, 0);
    // Ink spreads into the paper.
    cv::GaussianBlur(sheet, sheet, {}, 1.3);
    sheet.convertTo(sheet, CV_32F, 1.25 / 255);
    return sheet;
}

// An open book: both pages rise steeply from the fold and then sink slowly to the table.
float paper_height(float x) {
    const float d = std::fabs(x + 0.5F * page_w);
    return 0.003F + 0.014F * (1 - std::exp(-d / 0.007F)) * std::exp(-d / 0.075F) + 0.002F * smoothstep(0.1F, 0.16F, d);
}

}  // namespace

cv::Mat make_page() {
    Scene s;
    s.sky = [](Vec3 d) { return Vec3(0.3F, 0.31F, 0.33F) * (0.7F + 0.5F * saturate(d.x)); };
    s.ambient = Vec3(0.25F, 0.22F, 0.18F);
    s.add_panel({{0.62F, 0.55F, 0.45F}, {0.2F, 0, -0.2F}, {0, 0.26F, 0}, Vec3(11.0F, 9.9F, 8.2F)});
    PanelLight& window = s.panels.back();
    if (dot(cross(window.u, window.v), window.centre) > 0) window.v = -window.v;

    const cv::Mat ink = print_page();
    const Material* paper = s.material([ink](const Point& at, Surface& f) {
        const float u = at.p.x / page_w + 0.5F, v = 0.5F - at.p.z / page_h;
        const float fibre = value_noise(at.p * 1800.0F), cloud = fbm(at.p * 28.0F, 4);
        const float age = smoothstep(0.3F, 0.0F, std::min(std::min(1 - u, v), 1 - v));
        f.albedo = mix(Vec3(0.80F, 0.745F, 0.62F), Vec3(0.72F, 0.62F, 0.45F), 0.5F * age + 0.25F * (cloud - 0.4F)) * (0.97F + 0.05F * fibre);
        if (u > 0 && u < 1 && v > 0 && v < 1) {
            const float k = saturate(sample(ink, u, v)) * (0.88F + 0.16F * value_noise(at.p * 900.0F));
            f.albedo = mix(f.albedo, Vec3(0.035F, 0.03F, 0.028F), saturate(k));
        }
        f.translucency = 0.05F;
    });
    const float e = 0.5F * page_w;
    s.add_sdf(paper, {-e - 0.1F, 0, -0.5F * page_h}, {e, 0.02F, 0.5F * page_h}, [e](Vec3 p) {
        const float edge = std::max(p.x - e, std::fabs(p.z) - 0.5F * page_h);
        return std::max((p.y - paper_height(p.x)) * 0.6F, edge);
    }, 0.9F);
    s.add_box(s.material([](const Point& at, Surface& f) {
        const float g = wood(Vec3(at.p.z, at.p.y, at.p.x) * 3.4F + Vec3(0.4F, 0.2F, 0.9F));
        f.albedo = mix(Vec3(0.17F, 0.09F, 0.045F), Vec3(0.06F, 0.028F, 0.015F), g);
        f.f0 = 0.04F;
        f.roughness = 0.4F;
    }), {-2, -0.05F, -2}, {2, 0, 2});

    // A pencil in the lower margin.
    const Vec3 a(0.066F, 0.0105F, -0.115F), b(-0.004F, 0.0185F, -0.0985F), d = normalize(b - a);
    s.add_rod(s.glossy({0.62F, 0.3F, 0.03F}, 0.25F), a, b, 0.0035F);
    const Material* tip = s.material([b](const Point& at, Surface& f) { f.albedo = length(at.p - b) < 0.0115F ? Vec3(0.6F, 0.42F, 0.24F) : Vec3(0.03F); });
    for (int i = 0; i < 24; ++i) {
        const float t = static_cast<float>(i) / 24;
        s.add_rod(tip, b + d * (0.015F * t), b + d * (0.015F * (t + 1 / 24.0F)), 0.0035F * (1 - t));
    }
    s.build();

    Camera cam;
    cam.eye = {0.008F, 0.46F, -0.075F};
    cam.target = {0.003F, 0, -0.004F};
    cam.up = {0, 0, 1};
    cam.roll = 0.03F;
    cam.fov_degrees = 21.5F;
    RenderOptions o;
    o.width = 800;
    o.height = 1000;
    o.samples = 20;
    Develop dev;
    dev.exposure = 0.98F;
    dev.contrast = 1.1F;
    dev.vignette = 0.22F;
    dev.bloom = 0.03F;
    dev.noise = 0.75F;
    return develop(render(s, cam, o), dev);
}

}  // namespace samples
