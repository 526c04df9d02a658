#version 330 core
// A picture on the canvas, or a tile of it. The texture holds the picture's colours, halved so often that a
// screen pixel covers one to two of its texels on a side; core/resampling.h states the whole rule.
//   below 100 %     the mean over the square that the screen pixel covers, by area;
//   from 100 % on   the texel that the screen pixel's centre lies in; or bicubic, by Keys' cubic convolution.
// Over it: a checkerboard where the picture is transparent, stripes where a value is marked as lost, the
// receptive field or the pixels of a histogram's bin lit up, and close up a grid between the pixels.

uniform sampler2D colors;   // RGBA8
uniform sampler2D field;    // R8, pixels that the pinned one was computed from; none beyond it
uniform int fourth;         // what the fourth channel holds: 0 nothing, 1 opacity, 2 how much of it is lost
uniform bool has_field;
uniform bool reduced;       // below 100 %
uniform bool bicubic;
uniform float height;       // of the framebuffer
uniform vec2 corner;        // the top left corner that positions are told from, on the framebuffer, y down
uniform vec2 base;          // the texture's position there, in texels
uniform vec2 stride;        // texels a screen pixel
uniform vec2 field_base;    // the same of the field
uniform vec2 field_stride;
uniform vec3 checker_a;
uniform vec3 checker_b;
uniform vec3 lit_color;
uniform float lit_strength;  // of that colour over what is lit
uniform float grid;         // strength of the grid, 0 to 1
uniform float stripe;       // width of a stripe in screen pixels

out vec4 result;

vec4 nearest(sampler2D picture, vec2 at) {
  return texelFetch(picture, clamp(ivec2(floor(at)), ivec2(0), textureSize(picture, 0) - 1), 0);
}

float keys(float t) {
  t = abs(t);
  if (t < 1.0) return (1.5 * t - 2.5) * t * t + 1.0;
  return t < 2.0 ? ((-0.5 * t + 2.5) * t - 4.0) * t + 2.0 : 0.0;
}

vec4 cubic(vec2 at) {
  vec2 first = floor(at - 0.5) - 0.5;  // centre of the first of four
  vec4 sum = vec4(0);
  for (int y = 0; y < 4; ++y) {
    for (int x = 0; x < 4; ++x) {
      vec2 centre = first + vec2(x, y);
      sum += nearest(colors, centre) * (keys(at.x - centre.x) * keys(at.y - centre.y));
    }
  }
  return clamp(sum, 0.0, 1.0);
}

vec4 mean(vec2 at) {
  vec2 low = max(at - stride / 2.0, vec2(0));
  vec2 high = min(at + stride / 2.0, vec2(textureSize(colors, 0)));
  ivec2 first = ivec2(floor(low));
  ivec2 last = min(ivec2(ceil(high)), textureSize(colors, 0)) - 1;
  vec4 sum = vec4(0);
  float area = 0.0;
  for (int y = first.y; y <= last.y; ++y) {
    for (int x = first.x; x <= last.x; ++x) {
      vec2 side = min(high, vec2(x + 1, y + 1)) - max(low, vec2(x, y));
      float part = max(side.x, 0.0) * max(side.y, 0.0);
      sum += texelFetch(colors, ivec2(x, y), 0) * part;
      area += part;
    }
  }
  return sum / area;
}

// Whether any pixel that the screen pixel covers is lit; of many, some are asked.
float lit_within(vec2 place) {
  ivec2 extent = textureSize(field, 0);
  vec2 reach = max(field_stride - 1.0, 0.0) / 2.0;
  ivec2 first = ivec2(floor(place - reach));
  ivec2 last = ivec2(floor(place + reach));
  ivec2 hop = max((last - first) / 8, ivec2(1));
  float lit = 0.0;
  for (int y = first.y; y <= last.y; y += hop.y) {
    for (int x = first.x; x <= last.x; x += hop.x) {
      ivec2 at = ivec2(x, y);
      if (all(greaterThanEqual(at, ivec2(0))) && all(lessThan(at, extent)))
        lit = max(lit, texelFetch(field, at, 0).r);
    }
  }
  return lit;
}

void main() {
  vec2 screen = vec2(gl_FragCoord.x, height - gl_FragCoord.y);
  vec2 at = base + (screen - corner) * stride;
  vec4 found = reduced ? mean(at) : bicubic ? cubic(at) : nearest(colors, at);
  vec3 color = found.rgb;
  if (fourth == 1) {
    vec2 tile = floor(screen / 8.0);
    color = mix(mod(tile.x + tile.y, 2.0) < 0.5 ? checker_a : checker_b, color, found.a);
  }
  if (fourth == 2 && mod(screen.x + screen.y, 2.0 * stripe) < stripe)
    color = mix(color, vec3(1.0, 0.5, 0.0), found.a);
  if (has_field) {
    vec2 place = field_base + (screen - corner) * field_stride;
    color = mix(color * 0.72, mix(color, lit_color, lit_strength), lit_within(place));
  }
  if (grid > 0.0) {
    vec2 inside = fract(at) / stride;
    if (inside.x < 1.0 || inside.y < 1.0) color = mix(color, vec3(0.5), 0.45 * grid);
  }
  result = vec4(color, 1.0);
}
