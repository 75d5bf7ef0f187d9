/**
 * The three programs. Frame: `u_view` = scale and offset in device pixels, `u_canvas` = canvas in device pixels.
 * Colours are packed RGBA and blended premultiplied.
 */

const HEAD = `#version 300 es
precision highp float;
uniform vec3 u_view;
uniform vec2 u_canvas;
vec2 onScreen(vec2 p) { return p * u_view.x + u_view.yz; }
vec4 clipSpace(vec2 s) { return vec4(s.x / u_canvas.x * 2.0 - 1.0, 1.0 - s.y / u_canvas.y * 2.0, 0.0, 1.0); }
`;

const FRAGMENT_HEAD = `#version 300 es
precision highp float;
out vec4 pixel;
`;

/** Four vertices per edge: a quad of constant width on screen with round ends. */
export const LINE_VERTEX = `${HEAD}
layout(location = 0) in vec4 a_edge;
layout(location = 1) in vec4 a_color;
layout(location = 2) in vec2 a_style;
uniform float u_width;
out vec4 v_color;
out float v_across;
out float v_along;
out float v_half;
flat out float v_dashed;
flat out float v_length;
void main() {
  float end = float(gl_VertexID & 1);
  float side = float((gl_VertexID >> 1) & 1) * 2.0 - 1.0;
  vec2 a = onScreen(a_edge.xy);
  vec2 b = onScreen(a_edge.zw);
  vec2 edge = b - a;
  float size = length(edge);
  vec2 dir = size > 0.0001 ? edge / size : vec2(1.0, 0.0);
  float half_ = a_color.a > 0.0 ? max(u_width * a_style.x * 255.0 / 16.0, 1.0) * 0.5 : 0.0;
  float reach = half_ > 0.0 ? half_ + 0.5 : 0.0;
  v_across = side * reach;
  v_along = mix(-reach, size + reach, end);
  v_half = half_;
  v_length = size;
  v_dashed = a_style.y;
  v_color = a_color;
  vec2 s = a + dir * v_along + vec2(-dir.y, dir.x) * v_across;
  gl_Position = clipSpace(s);
}`;

export const LINE_FRAGMENT = `${FRAGMENT_HEAD}
in vec4 v_color;
in float v_across;
in float v_along;
in float v_half;
flat in float v_dashed;
flat in float v_length;
uniform float u_ratio;
void main() {
  float beyond = max(max(-v_along, v_along - v_length), 0.0);
  float d = length(vec2(beyond, v_across));
  float cover = clamp(v_half + 0.5 - d, 0.0, 1.0);
  if (v_dashed > 0.0 && mod(v_along / u_ratio, 9.0) > 5.5) cover = 0.0;
  float alpha = v_color.a * cover;
  if (alpha <= 0.0) discard;
  pixel = vec4(v_color.rgb * alpha, alpha);
}`;

/** Plain triangles. */
export const FILL_VERTEX = `${HEAD}
layout(location = 0) in vec2 a_point;
layout(location = 1) in vec4 a_color;
uniform float u_opacity;
out vec4 v_color;
void main() {
  float alpha = a_color.a * u_opacity;
  v_color = vec4(a_color.rgb * alpha, alpha);
  gl_Position = clipSpace(onScreen(a_point));
}`;

export const FILL_FRAGMENT = `${FRAGMENT_HEAD}
in vec4 v_color;
void main() { pixel = v_color; }`;

/** Four vertices per dot: disc, square or ring with a white border, constant size on screen. */
export const DOT_VERTEX = `${HEAD}
layout(location = 0) in vec2 a_point;
layout(location = 1) in vec4 a_color;
layout(location = 2) in vec2 a_style;
uniform float u_size;
uniform float u_ratio;
out vec4 v_color;
out vec2 v_at;
flat out float v_radius;
flat out float v_shape;
void main() {
  vec2 corner = vec2(float(gl_VertexID & 1), float((gl_VertexID >> 1) & 1)) * 2.0 - 1.0;
  float size = a_style.x > 0.0 ? a_style.x * 255.0 * u_ratio : u_size;
  v_radius = a_color.a > 0.0 ? size * 0.5 + 1.5 * u_ratio : 0.0;
  v_at = corner * (v_radius + 1.0);
  v_shape = a_style.y * 255.0;
  v_color = a_color;
  gl_Position = clipSpace(onScreen(a_point) + (v_radius > 0.0 ? v_at : vec2(0.0)));
}`;

export const DOT_FRAGMENT = `${FRAGMENT_HEAD}
in vec4 v_color;
in vec2 v_at;
flat in float v_radius;
flat in float v_shape;
uniform float u_ratio;
void main() {
  float d = v_shape > 0.5 && v_shape < 1.5 ? max(abs(v_at.x), abs(v_at.y)) : length(v_at);
  float cover = clamp(v_radius + 0.5 - d, 0.0, 1.0) * v_color.a;
  if (cover <= 0.0) discard;
  float inner = clamp(v_radius - 1.5 * u_ratio + 0.5 - d, 0.0, 1.0);
  vec3 inside = v_color.rgb;
  vec3 border = vec3(1.0);
  if (v_shape > 0.5) { inside = vec3(1.0); border = v_color.rgb; }
  pixel = vec4(mix(border, inside, inner) * cover, cover);
}`;
