#include <webp/encode.h>
#include <webp/mux.h>

#include "sources/webp_writer_module.h"

namespace pixelwhy {

namespace {

class LibwebpAnimation : public WebpAnimation {
 public:
  ~LibwebpAnimation() override { WebPAnimEncoderDelete(encoder_); }

  bool open(cv::Size size, bool lossless) {
    constexpr float quality = 90;
    WebPAnimEncoderOptions options;
    if (!WebPConfigPreset(&config_, WEBP_PRESET_PICTURE, quality) || !WebPAnimEncoderOptionsInit(&options)) {
      detail_ = "this system's libwebp is another one than the program was built with";
      return false;
    }
    config_.lossless = lossless ? 1 : 0;
    config_.thread_level = 1;
    options.allow_mixed = lossless ? 0 : 1;
    encoder_ = WebPAnimEncoderNew(size.width, size.height, &options);
    if (!encoder_) detail_ = "not enough memory";
    return encoder_ != nullptr;
  }

  bool add(const cv::Mat& picture, int milliseconds) override {
    WebPPicture coded;
    if (!WebPPictureInit(&coded)) return false;
    coded.width = picture.cols;
    coded.height = picture.rows;
    coded.use_argb = 1;
    const bool done = WebPPictureImportBGR(&coded, picture.data, static_cast<int>(picture.step)) &&
                      WebPAnimEncoderAdd(encoder_, &coded, milliseconds, &config_);
    WebPPictureFree(&coded);
    if (!done) note_problem();
    return done;
  }

  bool finish(int milliseconds, std::vector<std::uint8_t>& bytes) override {
    WebPData data;
    WebPDataInit(&data);
    const bool done = WebPAnimEncoderAdd(encoder_, nullptr, milliseconds, nullptr) &&
                      WebPAnimEncoderAssemble(encoder_, &data);
    if (done) {
      bytes.assign(data.bytes, data.bytes + data.size);
    } else {
      note_problem();
    }
    WebPDataClear(&data);
    return done;
  }

  std::string detail() const override { return detail_; }

 private:
  void note_problem() {
    const char* const said = WebPAnimEncoderGetError(encoder_);
    detail_ = said && *said ? said : "not enough memory";
  }

  WebPConfig config_{};
  WebPAnimEncoder* encoder_ = nullptr;
  std::string detail_;
};

}  // namespace

}  // namespace pixelwhy

void pixelwhy_begin_webp(cv::Size size, bool lossless, std::unique_ptr<pixelwhy::WebpAnimation>* animation,
                         std::string* detail) {
  try {
    auto opened = std::make_unique<pixelwhy::LibwebpAnimation>();
    if (opened->open(size, lossless)) {
      *animation = std::move(opened);
    } else {
      *detail = opened->detail();
    }
  } catch (const std::exception& error) {
    *detail = error.what();
  }
}
