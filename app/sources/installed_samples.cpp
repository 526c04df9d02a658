#include <array>

#include "sources/samples.h"

namespace pixelwhy {
namespace {

namespace fs = std::filesystem;

struct Classic {
  const char* id;
  const char* file;
  const char* en;
  const char* zh;
  const char* teaches_en;
  const char* teaches_zh;
};

constexpr const char* opencv_folder = "/usr/share/doc/opencv-doc/examples/data";
constexpr const char* skimage_folder = "/usr/lib/python3/dist-packages/skimage/data";

constexpr std::array opencv_pictures = {
    Classic{"opencv-fruits", "fruits.jpg", "Fruits", "水果", "colour regions with soft borders",
            "边界柔和的彩色区域"},
    Classic{"opencv-baboon", "baboon.jpg", "Baboon", "狒狒", "fine texture beside smooth areas",
            "细密纹理与平滑区域并存"},
    Classic{"opencv-home", "home.jpg", "Houses", "房屋", "edges of many directions", "多个方向的边缘"},
    Classic{"opencv-building", "building.jpg", "Building", "建筑",
            "long straight lines, for the Hough transform", "长直线，适合霍夫变换"},
    Classic{"opencv-board", "board.jpg", "Circuit board", "电路板", "small regular shapes and circles",
            "规则的小形状与圆"},
    Classic{"opencv-butterfly", "butterfly.jpg", "Butterfly", "蝴蝶",
            "a sharp subject before a blurred ground", "清晰主体与模糊背景"},
    Classic{"opencv-messi5", "messi5.jpg", "Footballer", "球员", "a person to segment from the ground",
            "从背景中分割人物"},
    Classic{"opencv-sudoku", "sudoku.png", "Sudoku", "数独", "uneven light, for adaptive thresholds",
            "光照不均，适合自适应阈值"},
    Classic{"opencv-chessboard", "chessboard.png", "Chessboard", "棋盘", "corners at known places",
            "位置已知的角点"},
    Classic{"opencv-left01", "left01.jpg", "Calibration board", "标定板", "the bent lines of a lens",
            "镜头造成的弯曲直线"},
    Classic{"opencv-starry-night", "starry_night.jpg", "The Starry Night", "星夜",
            "strokes with a local direction", "具有局部方向的笔触"},
    Classic{"opencv-smarties", "smarties.png", "Sweets", "彩糖", "circles to find and to count",
            "可检测并计数的圆"},
    Classic{"opencv-licenseplate", "licenseplate_motion.jpg", "Moving number plate", "运动车牌",
            "blur by motion", "运动模糊"},
    Classic{"opencv-aloe", "aloeL.jpg", "Aloe", "芦荟", "fine structure; the left of a stereo pair",
            "精细结构；双目左图"},
    Classic{"opencv-graf", "graf1.png", "Graffiti", "涂鸦", "many corners, for features",
            "角点丰富，适合特征检测"},
};

constexpr std::array skimage_pictures = {
    Classic{"skimage-camera", "camera.png", "Cameraman", "摄影师", "the classic for edges",
            "边缘检测的经典图片"},
    Classic{"skimage-coins", "coins.png", "Coins", "硬币", "touching circles under uneven light",
            "光照不均下的相邻圆"},
    Classic{"skimage-moon", "moon.png", "Moon", "月球", "low contrast, for equalization",
            "低对比度，适合直方图均衡"},
    Classic{"skimage-page", "page.png", "Page", "书页", "print under a shadow, for local thresholds",
            "阴影下的印刷文字，适合局部阈值"},
    Classic{"skimage-text", "text.png", "Handwriting", "手写文字", "thin strokes on an uneven ground",
            "不均匀背景上的细笔画"},
    Classic{"skimage-brick", "brick.png", "Bricks", "砖墙", "a regular texture", "规则纹理"},
    Classic{"skimage-grass", "grass.png", "Grass", "草地", "an irregular texture", "不规则纹理"},
    Classic{"skimage-chelsea", "chelsea.png", "Chelsea the cat", "猫 Chelsea",
            "fur: fine lines beside soft colours", "毛发：细线与柔和色彩"},
    Classic{"skimage-coffee", "coffee.png", "Coffee", "咖啡", "an ellipse in a photograph", "照片中的椭圆"},
    Classic{"skimage-astronaut", "astronaut.png", "Astronaut", "宇航员", "a face, skin and saturated colours",
            "人脸、肤色与饱和色彩"},
    Classic{"skimage-horse", "horse.png", "Horse", "马", "a binary shape, for morphology",
            "二值形状，适合形态学"},
    Classic{"skimage-retina", "retina.jpg", "Retina", "视网膜", "thin vessels of low contrast",
            "低对比度的细血管"},
};

template <typename List>
void add(std::vector<Sample>& found, const List& list, const fs::path& folder, const Text& group) {
  for (const Classic& classic : list) {
    std::error_code none;
    const fs::path path = folder / classic.file;
    if (!fs::is_regular_file(path, none)) continue;
    found.push_back(
        {classic.id, path, {classic.en, classic.zh}, {classic.teaches_en, classic.teaches_zh}, group});
  }
}

}  // namespace

std::vector<Sample> installed_samples() {
  std::vector<Sample> found;
  add(found, opencv_pictures, opencv_folder, {"Classics from OpenCV", "OpenCV 经典图片"});
  add(found, skimage_pictures, skimage_folder, {"Classics from scikit-image", "scikit-image 经典图片"});
  return found;
}

}  // namespace pixelwhy
