import { expect, test } from 'vitest';
import { nextLook } from './looks';

test('nothing runs, so there is nothing to look at', () => {
  expect(nextLook([])).toBe(false);
});

test('a job is looked at four times a second at first, later once a second', () => {
  expect(nextLook(['ages'], 5_000)).toBe(250);
  expect(nextLook(['ages'], 14_999)).toBe(250);
  expect(nextLook(['ages'], 15_000)).toBe(1000);
});

test('the youngest of several jobs decides', () => {
  expect(nextLook(['old'], 0)).toBe(250);
  expect(nextLook(['old'], 60_000)).toBe(1000);
  expect(nextLook(['old', 'new'], 60_000)).toBe(250);
});
