#version 330 core
// The values of a stage as colours, one texel a pixel. color_of() in app/core/view.cpp is the measure;
// a test compares every view with it.

uniform sampler2D values;   // R8, RGB8 (0..1 for 0..255), R32F or RGB32F
uniform sampler2D weights;  // R32F or R8: the magnitude that darkens an angle
uniform sampler2D marks;    // R8: what goes into the fourth channel
uniform float unit;         // 255 where the texture is normalised bytes, else 1
uniform float weight_unit;
uniform int view;           // the order of the enumeration View
uniform int channels;       // 1 or 3
uniform bool weighted;
uniform bool marked;
uniform ivec2 offset;       // where the picture begins on the target
uniform vec2 range;
uniform vec2 weight_range;
uniform float exponent;     // 1 / gamma
uniform int channel;        // 0 all, else the one of red, green and blue that is looked at alone
uniform vec3 knots[10];     // of the colour map, evenly spaced, 0..255
uniform int knot_count;

out vec4 color;

const vec3 label_colors[9] = vec3[9](vec3(24, 26, 32), vec3(86, 150, 214), vec3(250, 190, 70),
                                     vec3(104, 184, 120), vec3(214, 98, 98), vec3(160, 120, 200),
                                     vec3(120, 200, 200), vec3(230, 230, 230),
                                     vec3(236, 140, 190));

float fraction_of(vec2 r, float value) {
  return r.y <= r.x ? 0.0 : clamp((value - r.x) / (r.y - r.x), 0.0, 1.0);
}

// The square root lifts what is faint, as in the core.
float lifted(vec2 r, float value) { return sqrt(fraction_of(r, value)); }

// Magenta for what is no number, bright green and deep blue for the infinities, in this order; black: all finite.
vec3 not_finite_color(vec3 v) {
  if (any(isnan(v))) return vec3(255, 0, 255);
  bvec3 infinite = isinf(v);
  if (any(bvec3(infinite.x && v.x > 0.0, infinite.y && v.y > 0.0, infinite.z && v.z > 0.0))) return vec3(0, 255, 0);
  return any(infinite) ? vec3(0, 0, 255) : vec3(0);
}

float shaped(float share) { return exponent == 1.0 ? share : pow(share, exponent); }

vec3 map_color(float share) {
  float place = share * float(knot_count - 1);
  int knot = min(int(place), knot_count - 2);
  return mix(knots[knot], knots[knot + 1], place - float(knot));
}

// Where a value lies on the scale.
float share_of(float value) {
  if (view == 1) {
    float side = value < 0.0 ? -range.x : range.y;
    return 0.5 + 0.5 * sign(value) * shaped(lifted(vec2(0.0, side), abs(value)));
  }
  if (view == 2) return shaped(lifted(range, value));
  if (view == 6) {
    float span = max(range.y - range.x, 0.0);
    return shaped(log(1.0 + clamp(value - range.x, 0.0, span)) / log(1.0 + max(span, 1.0)));
  }
  return shaped(fraction_of(range, value));
}

float hue_channel(float offset, float degrees, float weight) {
  float k = mod(offset + degrees / 60.0 + 6.0, 6.0);
  return 255.0 * weight * (1.0 - 0.85 * clamp(min(k, 4.0 - k), 0.0, 1.0));
}

vec3 color_of(vec3 v, float weight) {
  bool single = channels == 1;
  if (!single && channel > 0) {
    v = vec3(v[channel - 1]);
    single = true;
  }
  vec3 special = not_finite_color(single ? vec3(v.r) : v);
  if (special != vec3(0)) return special;
  float value = single ? v.r : (v.r + v.g + v.b) / 3.0;
  if (view == 0 && !single) return 255.0 * vec3(share_of(v.r), share_of(v.g), share_of(v.b));
  if (view == 3) {
    float w = clamp(weight, 0.0, 1.0);
    return vec3(hue_channel(5.0, value, w), hue_channel(3.0, value, w), hue_channel(1.0, value, w));
  }
  if (view == 4) return label_colors[int(clamp(value, 0.0, 1073741824.0)) % 9];
  if (view == 5) return value != 0.0 ? vec3(255) : vec3(0);
  return map_color(share_of(value));
}

void main() {
  ivec2 at = ivec2(gl_FragCoord.xy) - offset;
  vec3 v = texelFetch(values, at, 0).rgb * unit;
  if (unit > 1.0) v = floor(v + 0.5);
  float weight = 1.0;
  if (weighted) {
    float raw = texelFetch(weights, at, 0).r * weight_unit;
    weight = lifted(weight_range, raw);
  }
  color = vec4(floor(color_of(v, weight) + 0.5) / 255.0, marked ? texelFetch(marks, at, 0).r : 1.0);
}
