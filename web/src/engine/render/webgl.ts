import earcut from 'earcut';
import { type Ring, simplify } from '../geometry/rings';
import type { ImageSize } from '../geometry/point';
import { ItemBuffer } from './itemBuffer';
import {
  COARSE_BELOW,
  COARSE_FROM,
  type Drawing,
  type DrawnPath,
  type FrameSettings,
  type Paint,
  type Renderer,
} from './renderer';
import {
  DOT_FRAGMENT,
  DOT_VERTEX,
  FILL_FRAGMENT,
  FILL_VERTEX,
  LINE_FRAGMENT,
  LINE_VERTEX,
} from './shaders';

/** Words per item: edge (4 floats, colour, style), fill vertex (2 floats, colour), dot (2 floats, colour, style). */
const EDGE_WORDS = 6;
const FILL_WORDS = 3;
const DOT_WORDS = 4;

type Kind = 'fill' | 'line' | 'dot';

/** Items of one primitive kind that are drawn with one call. */
interface Batch {
  readonly kind: Kind;
  readonly items: ItemBuffer;
  vertexArray: WebGLVertexArrayObject | null;
  buffer: WebGLBuffer | null;
}

function batch(kind: Kind): Batch {
  const words = kind === 'line' ? EDGE_WORDS : kind === 'fill' ? FILL_WORDS : DOT_WORDS;
  return { kind, items: new ItemBuffer(words), vertexArray: null, buffer: null };
}

interface Program {
  readonly program: WebGLProgram;
  uniform(name: string): WebGLUniformLocation | null;
}

/**
 * Draws with WebGL 2. Simple outlines are always drawn as they are; detailed ones have a fine and a coarse form, and
 * the zoom picks one. A lost context is built anew from the arrays kept here.
 */
export class WebGlRenderer implements Renderer {
  readonly kind = 'webgl2';
  readonly #canvas: HTMLCanvasElement;
  readonly #gl: WebGL2RenderingContext;
  readonly #tolerance: number;
  readonly #fills = {
    simple: batch('fill'),
    fine: batch('fill'),
    coarse: batch('fill'),
    top: batch('fill'),
  };
  readonly #lines = {
    simple: batch('line'),
    fine: batch('line'),
    coarse: batch('line'),
    top: batch('line'),
  };
  readonly #dots = { simple: batch('dot'), top: batch('dot') };
  readonly #onLost: (event: Event) => void;
  readonly #onRestored: () => void;
  #programs: Record<Kind, Program> | null = null;
  #ratio = 1;
  #last: FrameSettings | null = null;

  constructor(canvas: HTMLCanvasElement, gl: WebGL2RenderingContext, image: ImageSize) {
    this.#canvas = canvas;
    this.#gl = gl;
    this.#tolerance = Math.max(image.width, image.height) / 2500;
    this.#onLost = (event) => {
      event.preventDefault();
      this.#programs = null;
    };
    this.#onRestored = () => {
      this.#build();
      if (this.#last) this.draw(this.#last);
    };
    canvas.addEventListener('webglcontextlost', this.#onLost);
    canvas.addEventListener('webglcontextrestored', this.#onRestored);
    this.#build();
  }

  /** A renderer for the canvas, `null` where WebGL 2 is not to be had. */
  static create(canvas: HTMLCanvasElement, image: ImageSize): WebGlRenderer | null {
    const gl = canvas.getContext('webgl2', {
      antialias: false,
      premultipliedAlpha: true,
      alpha: true,
    });
    return gl && !gl.isContextLost() ? new WebGlRenderer(canvas, gl, image) : null;
  }

  setShape(slot: number, drawing: Drawing): void {
    const detailed = drawing.paths.some((path) =>
      path.rings.some((ring) => ring.length > COARSE_FROM * 2),
    );
    const none: readonly DrawnPath[] = [];
    const coarse = detailed ? drawing.paths.map((path) => coarsened(path, this.#tolerance)) : none;
    writePaths(this.#fills.simple, this.#lines.simple, slot, detailed ? none : drawing.paths);
    writePaths(this.#fills.fine, this.#lines.fine, slot, detailed ? drawing.paths : none);
    writePaths(this.#fills.coarse, this.#lines.coarse, slot, coarse);
    writeDots(this.#dots.simple, slot, drawing);
  }

  removeShape(slot: number): void {
    for (const { items } of this.#batches()) items.delete(slot);
  }

  setOverlay(drawings: readonly Drawing[]): void {
    for (const { items } of [this.#fills.top, this.#lines.top, this.#dots.top]) items.clear();
    drawings.forEach((drawing, owner) => {
      writePaths(this.#fills.top, this.#lines.top, owner, drawing.paths);
      writeDots(this.#dots.top, owner, drawing);
    });
  }

  resize(width: number, height: number, pixelRatio: number): void {
    this.#ratio = pixelRatio;
    this.#canvas.width = Math.max(1, Math.round(width * pixelRatio));
    this.#canvas.height = Math.max(1, Math.round(height * pixelRatio));
  }

  draw(frame: FrameSettings): void {
    this.#last = frame;
    const gl = this.#gl;
    const programs = this.#programs;
    if (!programs) return;
    gl.viewport(0, 0, this.#canvas.width, this.#canvas.height);
    gl.clearColor(0, 0, 0, 0);
    gl.clear(gl.COLOR_BUFFER_BIT);
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
    for (const kind of ['fill', 'line', 'dot'] as const) this.#setUniforms(programs[kind], frame);
    const detail = this.#tolerance * frame.transform.scale < COARSE_BELOW ? 'coarse' : 'fine';
    this.#draw(programs.fill, this.#fills.simple);
    this.#draw(programs.fill, this.#fills[detail]);
    this.#draw(programs.line, this.#lines.simple);
    this.#draw(programs.line, this.#lines[detail]);
    this.#draw(programs.dot, this.#dots.simple);
    gl.useProgram(programs.fill.program);
    gl.uniform1f(programs.fill.uniform('u_opacity'), 1);
    this.#draw(programs.fill, this.#fills.top);
    this.#draw(programs.line, this.#lines.top);
    this.#draw(programs.dot, this.#dots.top);
  }

  dispose(): void {
    this.#canvas.removeEventListener('webglcontextlost', this.#onLost);
    this.#canvas.removeEventListener('webglcontextrestored', this.#onRestored);
    const gl = this.#gl;
    for (const item of this.#batches()) {
      gl.deleteBuffer(item.buffer);
      gl.deleteVertexArray(item.vertexArray);
    }
    for (const program of Object.values(this.#programs ?? {})) gl.deleteProgram(program.program);
    this.#programs = null;
  }

  #batches(): Batch[] {
    return [this.#fills, this.#lines, this.#dots].flatMap((group) => Object.values(group));
  }

  #setUniforms(program: Program, frame: FrameSettings): void {
    const gl = this.#gl;
    const { scale, x, y } = frame.transform;
    const ratio = this.#ratio;
    gl.useProgram(program.program);
    gl.uniform3f(program.uniform('u_view'), scale * ratio, x * ratio, y * ratio);
    gl.uniform2f(program.uniform('u_canvas'), this.#canvas.width, this.#canvas.height);
    gl.uniform1f(program.uniform('u_ratio'), ratio);
    gl.uniform1f(program.uniform('u_width'), frame.lineWidth * ratio);
    gl.uniform1f(program.uniform('u_size'), frame.pointSize * ratio);
    gl.uniform1f(program.uniform('u_opacity'), frame.fillOpacity);
  }

  #draw(program: Program, item: Batch): void {
    const gl = this.#gl;
    if (item.items.count === 0) return;
    gl.useProgram(program.program);
    gl.bindVertexArray(item.vertexArray);
    gl.bindBuffer(gl.ARRAY_BUFFER, item.buffer);
    item.items.upload(gl);
    if (item.kind === 'fill') gl.drawArrays(gl.TRIANGLES, 0, item.items.count);
    else gl.drawArraysInstanced(gl.TRIANGLE_STRIP, 0, 4, item.items.count);
  }

  #build(): void {
    const gl = this.#gl;
    this.#programs = {
      line: link(gl, LINE_VERTEX, LINE_FRAGMENT),
      fill: link(gl, FILL_VERTEX, FILL_FRAGMENT),
      dot: link(gl, DOT_VERTEX, DOT_FRAGMENT),
    };
    for (const item of this.#batches()) {
      item.buffer = gl.createBuffer();
      item.vertexArray = gl.createVertexArray();
      item.items.invalidate();
      gl.bindVertexArray(item.vertexArray);
      gl.bindBuffer(gl.ARRAY_BUFFER, item.buffer);
      attributes(gl, item.kind);
    }
    gl.bindVertexArray(null);
  }
}

function attributes(gl: WebGL2RenderingContext, kind: Kind): void {
  const floats = kind === 'line' ? 4 : 2;
  const stride = (kind === 'line' ? EDGE_WORDS : kind === 'fill' ? FILL_WORDS : DOT_WORDS) * 4;
  const divisor = kind === 'fill' ? 0 : 1;
  gl.enableVertexAttribArray(0);
  gl.vertexAttribPointer(0, floats, gl.FLOAT, false, stride, 0);
  gl.enableVertexAttribArray(1);
  gl.vertexAttribPointer(1, 4, gl.UNSIGNED_BYTE, true, stride, floats * 4);
  gl.vertexAttribDivisor(0, divisor);
  gl.vertexAttribDivisor(1, divisor);
  if (kind === 'fill') return;
  gl.enableVertexAttribArray(2);
  gl.vertexAttribPointer(2, 2, gl.UNSIGNED_BYTE, true, stride, floats * 4 + 4);
  gl.vertexAttribDivisor(2, divisor);
}

function link(gl: WebGL2RenderingContext, vertex: string, fragment: string): Program {
  const program = gl.createProgram();
  for (const [type, source] of [
    [gl.VERTEX_SHADER, vertex],
    [gl.FRAGMENT_SHADER, fragment],
  ] as const) {
    const shader = gl.createShader(type);
    if (!shader) continue;
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
    gl.deleteShader(shader);
  }
  gl.linkProgram(program);
  if (!gl.getProgramParameter(program, gl.LINK_STATUS) && !gl.isContextLost()) {
    throw new Error(
      `The canvas program could not be built: ${gl.getProgramInfoLog(program) ?? ''}`,
    );
  }
  const known = new Map<string, WebGLUniformLocation | null>();
  return {
    program,
    uniform(name) {
      let location = known.get(name);
      if (location === undefined) {
        location = gl.getUniformLocation(program, name);
        known.set(name, location);
      }
      return location;
    },
  };
}

/** Little-endian RGBA, as the unsigned bytes of an attribute are read. */
function packed(paint: Paint): number {
  const [r, g, b] = paint.rgb;
  return ((Math.round(paint.alpha * 255) << 24) | (b << 16) | (g << 8) | r) >>> 0;
}

function coarsened(path: DrawnPath, tolerance: number): DrawnPath {
  return { ...path, rings: path.rings.map((ring) => simplify(ring, tolerance, path.closed)) };
}

function writePaths(fills: Batch, lines: Batch, owner: number, paths: readonly DrawnPath[]): void {
  writeEdges(lines.items, owner, paths);
  writeFills(fills.items, owner, paths);
}

function writeEdges(items: ItemBuffer, owner: number, paths: readonly DrawnPath[]): void {
  const stroked = paths.filter((path) => path.stroke);
  const edgesOf = (path: DrawnPath, ring: Ring): number =>
    Math.max(0, ring.length / 2 - (path.closed ? 0 : 1));
  let total = 0;
  for (const path of stroked) for (const ring of path.rings) total += edgesOf(path, ring);
  items.set(owner, total, (floats, ints, word) => {
    let at = word;
    for (const path of stroked) {
      const color = packed(path.stroke as Paint);
      const style = Math.min(255, Math.round(path.weight * 16)) | (path.dashed ? 0xff00 : 0);
      for (const ring of path.rings) {
        const edges = edgesOf(path, ring);
        for (let i = 0; i < edges; i++) {
          const next = ((i + 1) * 2) % ring.length;
          floats[at] = ring[i * 2] as number;
          floats[at + 1] = ring[i * 2 + 1] as number;
          floats[at + 2] = ring[next] as number;
          floats[at + 3] = ring[next + 1] as number;
          ints[at + 4] = color;
          ints[at + 5] = style;
          at += EDGE_WORDS;
        }
      }
    }
  });
}

function writeFills(items: ItemBuffer, owner: number, paths: readonly DrawnPath[]): void {
  const parts = paths
    .filter((path) => path.fill && path.closed)
    .map((path) => ({ color: packed(path.fill as Paint), points: triangles(path.rings) }));
  const total = parts.reduce((sum, part) => sum + part.points.length / 2, 0);
  items.set(owner, total, (floats, ints, word) => {
    let at = word;
    for (const { color, points } of parts) {
      for (let i = 0; i < points.length; i += 2) {
        floats[at] = points[i] as number;
        floats[at + 1] = points[i + 1] as number;
        ints[at + 2] = color;
        at += FILL_WORDS;
      }
    }
  });
}

/** The area between the rings as triangles: a hole follows the ring it cuts. */
function triangles(rings: readonly Ring[]): number[] {
  const points: number[] = [];
  for (const group of grouped(rings)) {
    const flat = group.flatMap((ring) => Array.from(ring));
    const holes: number[] = [];
    let offset = 0;
    for (const ring of group.slice(0, -1)) {
      offset += ring.length / 2;
      holes.push(offset);
    }
    for (const vertex of earcut(flat, holes)) {
      points.push(flat[vertex * 2] as number, flat[vertex * 2 + 1] as number);
    }
  }
  return points;
}

/** Outer rings with their holes: a ring whose first vertex lies in an earlier outer ring is its hole. */
function grouped(rings: readonly Ring[]): Ring[][] {
  if (rings.length <= 1) return rings.map((ring) => [ring]);
  const groups: Ring[][] = [];
  for (const ring of rings) {
    const owner = groups.find((group) => startsInside(ring, group[0]));
    if (owner) owner.push(ring);
    else groups.push([ring]);
  }
  return groups;
}

function startsInside(ring: Ring, outer: Ring | undefined): boolean {
  if (!outer) return false;
  const [x, y] = ring;
  if (x === undefined || y === undefined) return false;
  let inside = false;
  const count = outer.length / 2;
  for (let i = 0, j = count - 1; i < count; j = i++) {
    const yi = outer[i * 2 + 1] as number;
    const yj = outer[j * 2 + 1] as number;
    const xi = outer[i * 2] as number;
    const xj = outer[j * 2] as number;
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside;
  }
  return inside;
}

function writeDots(target: Batch, owner: number, { dots }: Drawing): void {
  target.items.set(owner, dots.length, (floats, ints, word) => {
    dots.forEach((dot, index) => {
      const at = word + index * DOT_WORDS;
      const shape = dot.shape === 'disc' ? 0 : dot.shape === 'square' ? 1 : 2;
      floats[at] = dot.x;
      floats[at + 1] = dot.y;
      ints[at + 2] = packed(dot.fill);
      ints[at + 3] = Math.min(255, Math.round(dot.size)) | (shape << 8);
    });
  });
}
