#pragma once

#include "core/demo_builder.h"
#include "operators/border.h"
#include "operators/derivative.h"

namespace pixelwhy {

// Stages that several demos begin with, declared once: explained, with OpenCV's reference and a look.

/// `gray`: the source's luma.
ImageStage gray_stage(DemoBuilder& demo);

enum class Channels { Color, Gray };
/// `channels`: whether a demo works on the colours or on their luma.
ParameterHandle<Channels> channels_parameter(DemoBuilder& demo, Text help,
                                             Channels initial = Channels::Color);
/// `input`: the source as it is, or its luma.
ImageStage input_stage(DemoBuilder& demo, ParameterHandle<Channels> channels);
/// `input`: the source as it is.
ImageStage input_stage(DemoBuilder& demo);

/// `smooth`: a Gaussian of radius ceil(3·sigma), 0 hands `image` on; reflect101 unless a border is chosen.
ImageStage smooth_stage(DemoBuilder& demo, ImageStage image, ParameterHandle<double> sigma);
ImageStage smooth_stage(DemoBuilder& demo, ImageStage image, ParameterHandle<double> sigma,
                        ParameterHandle<Border> border);

struct GradientStages {
  StageDeclaration<ImageStage, ImageStage, ImageStage, ParameterHandle<Norm>> magnitude;
  ImageStage direction;
};
/// `magnitude` and `direction` of gx and gy. A demo may add code to the magnitude.
GradientStages polar_stages(DemoBuilder& demo, ImageStage gx, ImageStage gy, ParameterHandle<Norm> norm);

/// `norm`: how polar_stages() measures a gradient.
ParameterHandle<Norm> norm_parameter(DemoBuilder& demo);

}  // namespace pixelwhy
