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

/**
 * Words per vertex: edge (4 floats, colour, style), fill (2 floats, colour), dot (2 floats, colour, style). An edge or
 * a dot is a quad of four equal vertices told apart by their number: drawing them as instances would save memory, but
 * software renderers take a draw call's time for every instance.
 */
const EDGE_WORDS = 6;
const FILL_WORDS = 3;
const DOT_WORDS = 4;
const CORNERS = 4;

type Kind = 'fill' | 'line' | 'dot';

/** Items of one primitive kind that are drawn with one call. */
interface Batch {
  readonly kind: Kind;
  readonly items: ItemBuffer;
  vertexArray: WebGLVertexArrayObject | null;
  buffer: WebGLBuffer | null;
}

function batch(kind: Kind): Batch {
  const words = kind === 'fill' ? FILL_WORDS : wordsOf(kind) * CORNERS;
  return { kind, items: new ItemBuffer(words), vertexArray: null, buffer: null };
}

function wordsOf(kind: Kind): number {
  return kind === 'line' ? EDGE_WORDS : kind === 'fill' ? FILL_WORDS : DOT_WORDS;
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
  };
  readonly #lines = {
    simple: batch('line'),
    fine: batch('line'),
    coarse: batch('line'),
  };
  readonly #dots = { simple: batch('dot') };
  readonly #onLost: (event: Event) => void;
  readonly #onRestored: () => void;
  #programs: Record<Kind, Program> | null = null;
  #indices: WebGLBuffer | null = null;
  #indexed = 0;
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
  }

  dispose(): void {
    this.#canvas.removeEventListener('webglcontextlost', this.#onLost);
    this.#canvas.removeEventListener('webglcontextrestored', this.#onRestored);
    const gl = this.#gl;
    for (const item of this.#batches()) {
      gl.deleteBuffer(item.buffer);
      gl.deleteVertexArray(item.vertexArray);
    }
    gl.deleteBuffer(this.#indices);
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
    else {
      this.#indexQuads(item.items.count);
      gl.drawElements(gl.TRIANGLES, item.items.count * 6, gl.UNSIGNED_INT, 0);
    }
  }

  /** Makes the shared index buffer, bound by every vertex array, long enough. */
  #indexQuads(quads: number): void {
    if (quads <= this.#indexed) return;
    this.#indexed = Math.max(quads, this.#indexed * 2, 1024);
    const indices = new Uint32Array(this.#indexed * 6);
    for (let quad = 0; quad < this.#indexed; quad++) {
      const first = quad * CORNERS;
      indices.set([first, first + 1, first + 2, first + 2, first + 1, first + 3], quad * 6);
    }
    this.#gl.bufferData(this.#gl.ELEMENT_ARRAY_BUFFER, indices, this.#gl.STATIC_DRAW);
  }

  #build(): void {
    const gl = this.#gl;
    this.#indices = gl.createBuffer();
    this.#indexed = 0;
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
      gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, this.#indices);
      attributes(gl, item.kind);
    }
    gl.bindVertexArray(null);
  }
}

function attributes(gl: WebGL2RenderingContext, kind: Kind): void {
  const floats = kind === 'line' ? 4 : 2;
  const stride = wordsOf(kind) * 4;
  gl.enableVertexAttribArray(0);
  gl.vertexAttribPointer(0, floats, gl.FLOAT, false, stride, 0);
  gl.enableVertexAttribArray(1);
  gl.vertexAttribPointer(1, 4, gl.UNSIGNED_BYTE, true, stride, floats * 4);
  if (kind === 'fill') return;
  gl.enableVertexAttribArray(2);
  gl.vertexAttribPointer(2, 2, gl.UNSIGNED_BYTE, true, stride, floats * 4 + 4);
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
          repeat(ints, at, EDGE_WORDS);
          at += EDGE_WORDS * CORNERS;
        }
      }
    }
  });
}

/** Copies the first vertex of a quad to the other three. */
function repeat(ints: Uint32Array, at: number, words: number): void {
  for (let corner = 1; corner < CORNERS; corner++) {
    ints.copyWithin(at + corner * words, at, at + words);
  }
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
      const at = word + index * DOT_WORDS * CORNERS;
      const shape = dot.shape === 'disc' ? 0 : dot.shape === 'square' ? 1 : 2;
      floats[at] = dot.x;
      floats[at + 1] = dot.y;
      ints[at + 2] = packed(dot.fill);
      ints[at + 3] = Math.min(255, Math.round(dot.size)) | (shape << 8);
      repeat(ints, at, DOT_WORDS);
    });
  });
}
