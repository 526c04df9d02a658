#version 330 core
// A stage on the canvas: nearest texel above 100 %, a filtered reduction below; a grid between the pixels
// close up; a checkerboard under transparent places; the receptive field lit up.

uniform sampler2D colors;   // RGBA8 with mipmaps
uniform sampler2D alpha;    // R8
uniform sampler2D field;    // R8, pixels that the pinned one was computed from
uniform bool has_alpha;
uniform bool has_field;
uniform vec2 corner;        // the canvas's top left corner on the framebuffer, y down
uniform float height;       // of the framebuffer
uniform vec2 origin;        // the picture's position at that corner, in pixels
uniform float zoom;         // framebuffer pixels a picture pixel
uniform vec2 size;          // of the picture; the texture may be a reduction of it
uniform vec3 background;
uniform vec3 checker_a;
uniform vec3 checker_b;
uniform vec3 accent;
uniform float grid;         // strength of the grid, 0 to 1

out vec4 result;

void main() {
  vec2 screen = vec2(gl_FragCoord.x, height - gl_FragCoord.y) - corner;
  vec2 place = origin + screen / zoom;
  vec2 uv = place / size;
  vec3 smooth_color = texture(colors, uv).rgb;  // outside any branch: it needs derivatives
  if (any(lessThan(place, vec2(0))) || any(greaterThanEqual(place, size))) {
    result = vec4(background, 1.0);
    return;
  }
  vec3 color = smooth_color;
  if (zoom >= 1.0) {
    ivec2 extent = textureSize(colors, 0);
    color = texelFetch(colors, min(ivec2(uv * vec2(extent)), extent - 1), 0).rgb;
  }
  if (has_alpha) {
    vec2 tile = floor(screen / 8.0);
    vec3 board = mod(tile.x + tile.y, 2.0) < 0.5 ? checker_a : checker_b;
    color = mix(board, color, texture(alpha, uv).r);
  }
  if (has_field) {
    ivec2 extent = textureSize(field, 0);
    float lit = texelFetch(field, min(ivec2(uv * vec2(extent)), extent - 1), 0).r;
    color = mix(color * 0.72, mix(color, accent, 0.38), lit);
  }
  if (grid > 0.0) {
    vec2 inside = fract(place) * zoom;
    if (inside.x < 1.0 || inside.y < 1.0) color = mix(color, vec3(0.5), 0.45 * grid);
  }
  result = vec4(color, 1.0);
}
