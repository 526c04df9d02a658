#version 330 core
// The mean of 2 x 2 texels, rounded half up; the last row and column of an odd side count twice.

uniform sampler2D colors;  // RGBA8
uniform ivec2 extent;      // of what is in use of it
uniform ivec2 offset;      // where the result begins on the target

out vec4 color;

ivec4 level(ivec2 at) { return ivec4(round(texelFetch(colors, min(at, extent - 1), 0) * 255.0)); }

void main() {
  ivec2 at = 2 * (ivec2(gl_FragCoord.xy) - offset);
  ivec4 sum = level(at) + level(at + ivec2(1, 0)) + level(at + ivec2(0, 1)) + level(at + ivec2(1, 1));
  color = vec4((sum + 2) / 4) / 255.0;
}
