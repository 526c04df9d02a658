#pragma once

#include "core/code.h"
#include "pooling/pooling.h"

namespace pixelwhy {

// How the stages are written with OpenCV, which has no pooling of its own outside its networks.

Code pooling_code(PoolingMethod method, bool counts_padding);
/// Spelled out window by window: nothing in OpenCV flows back.
Code gradient_code(PoolingMethod method, bool counts_padding);

}  // namespace pixelwhy
