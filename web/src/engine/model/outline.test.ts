import { describe, expect, it } from 'vitest';
import { insideRings, simplify } from '../geometry/rings';
import { outlineOf } from './outline';

const object = (key: string, value: unknown) => ({
  objectId: 'o',
  schemaId: 's',
  title: '',
  classifications: [],
  [key]: value,
});

describe('outlines', () => {
  it('turn negative boxes of old data around', () => {
    expect(
      outlineOf(object('bounding-box', { x: 10, y: 20, width: -5, height: -8 }))?.bounds,
    ).toEqual({
      minX: 5,
      minY: 12,
      maxX: 10,
      maxY: 20,
    });
  });

  it('follow the corners of a rotated box as the export writes them', () => {
    const ring = outlineOf(
      object('rotated-bounding-box', { x: 10, y: 10, width: 20, height: 10, rotation: 90 }),
    )?.rings[0];
    const expected = [10, 10, 0, 10, 0, 30, 10, 30];
    expect(ring?.length).toBe(expected.length);
    expected.forEach((value, index) => expect(ring?.[index]).toBeCloseTo(value));
  });

  it('leave holes of a segmentation open', () => {
    const square = (a: number, b: number) => [
      [a, a],
      [b, a],
      [b, b],
      [a, b],
    ];
    const outline = outlineOf(
      object('segmentation', { zones: [{ region: square(0, 30), holes: [square(10, 20)] }] }),
    );
    expect(insideRings({ x: 5, y: 5 }, outline?.rings ?? [])).toBe(true);
    expect(insideRings({ x: 15, y: 15 }, outline?.rings ?? [])).toBe(false);
  });

  it('pass a spline through its knots', () => {
    const ring = outlineOf(
      object('spline', [
        [0, 0],
        [10, 5],
        [20, 0],
        [30, 5],
      ]),
    )?.rings[0];
    const points = Array.from({ length: (ring?.length ?? 0) / 2 }, (_, i) => [
      ring?.[2 * i],
      ring?.[2 * i + 1],
    ]);
    for (const [x, y] of [
      [0, 0],
      [10, 5],
      [20, 0],
      [30, 5],
    ] as const) {
      const near = points.some((p) => Math.hypot((p[0] ?? 0) - x, (p[1] ?? 0) - y) < 1e-6);
      expect(near).toBe(true);
    }
  });

  it.each([
    ['bounding-box', { x1: 0, y1: 0, z1: 0, x2: 1, y2: 1, z2: 1 }],
    ['polygon', 'nonsense'],
    ['point', null],
    ['segmentation', { zones: [null, { region: [] }] }],
    ['ner', { start: 0, end: 3, selection: 'abc' }],
    ['bounding-box', { x: NaN, y: 0, width: 1, height: 1 }],
  ])('have no place for %s %j', (key, value) => {
    expect(outlineOf(object(key, value))).toBeNull();
  });
});

describe('simplifying', () => {
  it('stays within its tolerance and keeps small rings', () => {
    const circle = Float64Array.from(
      Array.from({ length: 400 }, (_, i) => {
        const angle = (Math.floor(i / 2) / 200) * 2 * Math.PI;
        return i % 2 === 0 ? 100 * Math.cos(angle) : 100 * Math.sin(angle);
      }),
    );
    const coarse = simplify(circle, 0.5, true);
    expect(coarse.length).toBeLessThan(circle.length / 4);
    for (let i = 0; i < coarse.length; i += 2) {
      expect(Math.hypot(coarse[i] ?? 0, coarse[i + 1] ?? 0)).toBeCloseTo(100);
    }
    const triangle = Float64Array.of(0, 0, 1, 0, 0, 1);
    expect(simplify(triangle, 100, true)).toBe(triangle);
  });
});
