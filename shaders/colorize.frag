#version 330 core
// The values of a stage as colours, one texel a pixel. color_of() in app/core/view.cpp is the measure;
// a test compares every view with it.

uniform sampler2D values;   // R8, RGB8 (0..1 for 0..255), R32F or RGB32F
uniform sampler2D weights;  // R32F or R8: the magnitude that darkens an angle
uniform float unit;         // 255 where the texture is normalised bytes, else 1
uniform float weight_unit;
uniform int view;           // the order of the enumeration View
uniform int channels;       // 1 or 3
uniform bool weighted;
uniform vec2 range;
uniform vec2 weight_range;

out vec4 color;

const vec3 diverging[5] = vec3[5](vec3(24, 78, 168), vec3(128, 172, 222), vec3(238, 238, 236),
                                  vec3(232, 148, 120), vec3(176, 32, 44));
const vec3 heat[6] = vec3[6](vec3(12, 8, 32), vec3(72, 22, 110), vec3(150, 42, 108), vec3(216, 78, 70),
                             vec3(248, 150, 42), vec3(252, 240, 150));
const vec3 label_colors[8] = vec3[8](vec3(24, 26, 32), vec3(86, 150, 214), vec3(250, 190, 70),
                                     vec3(104, 184, 120), vec3(214, 98, 98), vec3(160, 120, 200),
                                     vec3(120, 200, 200), vec3(230, 230, 230));

float fraction_of(vec2 r, float value) {
  return r.y <= r.x ? 0.0 : clamp((value - r.x) / (r.y - r.x), 0.0, 1.0);
}

// The square root lifts what is faint, as in the core.
float lifted(vec2 r, float value) { return sqrt(fraction_of(r, value)); }

bool finite(float value) {
  return !isnan(value) && !isinf(value);
}

vec3 diverging_scale(float t) {
  float place = t * 4.0;
  int knot = min(int(place), 3);
  return mix(diverging[knot], diverging[knot + 1], place - float(knot));
}

vec3 heat_scale(float t) {
  float place = t * 5.0;
  int knot = min(int(place), 4);
  return mix(heat[knot], heat[knot + 1], place - float(knot));
}

float hue_channel(float offset, float degrees, float weight) {
  float k = mod(offset + degrees / 60.0 + 6.0, 6.0);
  return 255.0 * weight * (1.0 - 0.85 * clamp(min(k, 4.0 - k), 0.0, 1.0));
}

vec3 color_of(vec3 v, float weight) {
  if (!finite(v.r) || (channels == 3 && !(finite(v.g) && finite(v.b)))) return vec3(255, 0, 255);
  float value = v.r;
  if (view == 2) return vec3(255.0 * lifted(range, value));
  if (view == 0) {
    if (channels == 1) return vec3(255.0 * fraction_of(range, value));
    return 255.0 * vec3(fraction_of(range, v.r), fraction_of(range, v.g), fraction_of(range, v.b));
  }
  if (view == 1) return diverging_scale(0.5 + 0.5 * sign(value) * lifted(vec2(0.0, range.y), abs(value)));
  if (view == 3) {
    float w = clamp(weight, 0.0, 1.0);
    return vec3(hue_channel(5.0, value, w), hue_channel(3.0, value, w), hue_channel(1.0, value, w));
  }
  if (view == 4) return label_colors[int(clamp(value, 0.0, 1073741824.0)) % 8];
  if (view == 5) return value != 0.0 ? vec3(255) : vec3(0);
  float top = log(1.0 + max(range.y, 1.0));
  return heat_scale(log(1.0 + clamp(value, 0.0, range.y)) / top);
}

void main() {
  ivec2 at = ivec2(gl_FragCoord.xy);
  vec3 v = texelFetch(values, at, 0).rgb * unit;
  if (unit > 1.0) v = floor(v + 0.5);
  float weight = 1.0;
  if (weighted) {
    float raw = texelFetch(weights, at, 0).r * weight_unit;
    weight = lifted(weight_range, raw);
  }
  color = vec4(floor(color_of(v, weight) + 0.5) / 255.0, 1.0);
}
