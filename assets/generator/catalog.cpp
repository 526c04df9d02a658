#include "catalog.hpp"

#include <sstream>

#include "scenes.hpp"

namespace samples {

const std::vector<Sample>& catalog() {
    static const std::vector<Sample> list{
        {"street", make_street, nullptr, "Street", "街道",
         "Run Canny: facades and lane marks give long straight edges, while leaves and asphalt show what the two thresholds are for; then let Hough find the lines that meet at the vanishing point.",
         "运行 Canny：立面与车道线给出长直边缘，树叶与沥青则说明双阈值的用处；再用霍夫变换找出汇聚于灭点的直线。"},
        {"still-life", make_still_life, nullptr, "Still life", "静物",
         "Blur it in colour: the rims of the fruit soften while the shading stays; then enlarge the label of the bottle with each interpolation and compare the letters.",
         "对彩色图做模糊：水果轮廓变软，而明暗保留；再用各种插值放大瓶上的标签，比较字母。"},
        {"coins", make_coins, known_coins, "Coins", "硬币",
         "Every centre and radius is known: run Sobel and see the directions point along the radii; then close with an ellipse until the relief has gone and only discs are left.",
         "每个圆心与半径都已知：运行 Sobel，看梯度方向沿半径排列；再用椭圆做闭运算，直到浮雕消失、只剩圆盘。"},
        {"chessboard", make_chessboard, nullptr, "Chessboard", "棋盘",
         "Find the lines of the board with Hough: two pencils of lines, one for each direction, meet at two vanishing points; the turned pieces give edges but no lines.",
         "用霍夫变换找棋盘的线：两个方向的线束各交于一个灭点；车制的棋子有边缘却没有直线。"},
        {"page", make_page, nullptr, "Printed page", "书页",
         "Take the black-hat with an element wider than a stroke: the letters stay and the shadow towards the fold goes; then find the small rotation of the lines with Hough.",
         "用比笔画宽的结构元素做黑帽：字母留下，书缝的阴影消失；再用霍夫变换求出文本行的微小旋转角。"},
        {"uneven-light", make_uneven_light, known_uneven_light, "Uneven light", "不均匀光照",
         "Choose binary input: Otsu's global threshold confuses the lit cloth with beans in the shade; a top-hat with an element larger than a bean removes the slope of the light.",
         "选二值输入：Otsu 全局阈值会把亮处的布与暗处的豆子混淆；用比豆子大的结构元素做顶帽，可去掉光照的坡度。"},
        {"room", make_room, nullptr, "Dim room", "昏暗的房间",
         "Look at the histogram: almost all gray levels lie between 20 and 90; equalization spreads them over the whole range, and CLAHE opens the corners without burning the lamp.",
         "看直方图：灰度几乎全在 20 到 90 之间；均衡化把它们铺满整个范围，CLAHE 则打开暗角而不烧掉台灯。"},
        {"zone-plate", make_zone_plate, known_zone_plate, "Zone plate", "波带片",
         "round(127.5 + 127.5 cos(pi ((x-256)^2 + (y-256)^2) / 512)) holds every frequency up to Nyquist at radius 256: shrink it without a blur and false rings appear.",
         "round(127.5 + 127.5 cos(π((x-256)²+(y-256)²)/512)) 含有直到半径 256 处奈奎斯特频率的所有频率：不先模糊就缩小，便会出现假环。"},
        {"steps", make_steps, known_steps, "Steps", "阶跃",
         "Measure gradients: the magnitude across each upper step is proportional to its known height, and the direction on each lower disc equals its known angle.",
         "测量梯度：上半部每个阶跃的幅值与已知高度成正比，下半部每个圆盘的方向等于已知角度。"},
        {"impulses", make_impulses, known_impulses, "Impulses", "脉冲",
         "Filter it: a single bright pixel turns into the kernel itself, and an opening makes points and lines vanish while blocks stay.",
         "做滤波：单个亮像素会变成卷积核本身；开运算使点与线消失，而方块保留。"},
        {"gradients", make_gradients, known_gradients, "Gradients", "渐变",
         "Check value against light: equal steps of the number are not equal steps of light, and the fine checks match the flat gray 186, not 128, when seen from afar.",
         "区分数值与光：数值的等距不等于光的等距；远看时细棋盘格与灰度 186 而非 128 相同。"},
        {"noise", make_noise, known_noise, "Noise", "噪声",
         "The truth is 128 everywhere: a wider Gaussian brings the patches of known sigma closer to it, but only smears salt and pepper, which an opening and a closing remove.",
         "真值处处为 128：高斯越宽，各块（σ 已知）越接近真值；椒盐噪声却只被抹开，需用开运算与闭运算去除。"},
    };
    return list;
}

const Sample* find_sample(const std::string& id) {
    for (const Sample& s : catalog())
        if (s.id == id) return &s;
    return nullptr;
}

// The texts above hold neither quotes nor backslashes, so they need no escapes.
std::string index_json() {
    std::ostringstream out;
    out << "{\"samples\": [";
    for (const Sample& s : catalog()) {
        out << (&s == &catalog().front() ? "\n" : ",\n");
        out << "  {\"id\": \"" << s.id << "\", \"file\": \"" << s.id << ".png\",\n"
            << "   \"name\": {\"en\": \"" << s.name_en << "\", \"zh\": \"" << s.name_zh << "\"},\n"
            << "   \"teaches\": {\"en\": \"" << s.teaches_en << "\",\n               \"zh\": \"" << s.teaches_zh << "\"}";
        if (s.known != nullptr) out << ",\n   \"known\": " << s.known();
        out << "}";
    }
    out << "\n]}\n";
    return out.str();
}

}  // namespace samples
