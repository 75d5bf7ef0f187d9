import { describe, expect, it } from 'vitest';
import { benchmarkFaults, type BenchmarkSettings } from './benchmark';

const FINE: BenchmarkSettings = {
  benchmarkEnabled: true,
  benchmarkRatio: 10,
  benchmarkCutoff: true,
  benchmarkCutoffScore: 70,
  benchmarkCutoffMin: 5,
};

describe('benchmarkFaults', () => {
  it.each([
    ['benchmarkRatio', 0, false],
    ['benchmarkRatio', 100, false],
    ['benchmarkRatio', 101, true],
    ['benchmarkRatio', '', true],
    ['benchmarkCutoffScore', -1, true],
    ['benchmarkCutoffScore', 12.5, true],
    ['benchmarkCutoffMin', 0, true],
    ['benchmarkCutoffMin', 1, false],
  ] as const)('%s of %j is a fault: %s', (key, value, isFault) => {
    expect(Object.keys(benchmarkFaults({ ...FINE, [key]: value }))).toEqual(isFault ? [key] : []);
  });
});
