import { expect, it } from 'vitest';
import { spotOf } from './useShownIssue';

it.each([
  ['[120.5, 88]', { x: 120.5, y: 88 }],
  ['[120.5,88]', { x: 120.5, y: 88 }],
  ['(-3, 1e2)', { x: -3, y: 100 }],
  ['54', null],
  ['', null],
  [null, null],
])('the spot of %j is %j', (position, spot) => {
  expect(spotOf(position)).toEqual(spot);
});
