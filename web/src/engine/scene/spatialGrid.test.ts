import { describe, expect, it } from 'vitest';
import { type Bounds, intersects } from '../geometry/bounds';
import { seeded } from '../testing/fixtures';
import { SpatialGrid } from './spatialGrid';

function randomBounds(random: () => number): Bounds {
  // Some are tiny, some huge, some outside the image.
  const size = random() < 0.1 ? 1500 : 40;
  const minX = random() * 1400 - 200;
  const minY = random() * 1100 - 200;
  return { minX, minY, maxX: minX + random() * size, maxY: minY + random() * size };
}

describe('the spatial grid', () => {
  it.each([1, 2, 3])('finds what a search through everything finds (seed %i)', (seed) => {
    const random = seeded(seed);
    const grid = new SpatialGrid({ width: 1000, height: 700 });
    const all = new Map<number, Bounds>();
    for (let step = 0; step < 3000; step++) {
      const item = Math.floor(random() * 800);
      if (random() < 0.25) {
        grid.delete(item);
        all.delete(item);
      } else {
        const bounds = randomBounds(random);
        grid.set(item, bounds);
        all.set(item, bounds);
      }
      if (step % 10 > 0) continue;
      const area = randomBounds(random);
      const expected = [...all].filter(([, bounds]) => intersects(bounds, area)).map(([id]) => id);
      expect(grid.query(area).sort((a, b) => a - b)).toEqual(expected.sort((a, b) => a - b));
    }
    expect(grid.size).toBe(all.size);
  });
});
