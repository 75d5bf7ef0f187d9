import type { Pair, RotatedBox } from './shapes';

/*
 * Sine and cosine of degrees. Browsers differ in the last digit, and the editor and the server must not; so both
 * compute them with the same sums and products. Quarter turns come out exactly.
 */

const RADIANS = Math.PI / 180;

/** The cosine of degrees. */
export function cosine(degrees: number): number {
  return ofQuarters(quarters(degrees) + 1, rest(degrees));
}

/** The sine of degrees. */
export function sine(degrees: number): number {
  return ofQuarters(quarters(degrees), rest(degrees));
}

function quarters(degrees: number): number {
  return Math.floor(degrees / 90 + 0.5);
}

function rest(degrees: number): number {
  return (degrees - 90 * quarters(degrees)) * RADIANS;
}

/** The sine of quarter turns and a rest of at most an eighth turn. */
function ofQuarters(count: number, turn: number): number {
  const quarter = count - 4 * Math.floor(count / 4);
  const value = quarter === 0 || quarter === 2 ? sineSeries(turn) : cosineSeries(turn);
  return quarter < 2 ? value : -value;
}

function sineSeries(x: number): number {
  const z = x * x;
  let sum = -1 / 1307674368000;
  sum = sum * z + 1 / 6227020800;
  sum = sum * z - 1 / 39916800;
  sum = sum * z + 1 / 362880;
  sum = sum * z - 1 / 5040;
  sum = sum * z + 1 / 120;
  sum = sum * z - 1 / 6;
  return x + x * z * sum;
}

function cosineSeries(x: number): number {
  const z = x * x;
  let sum = 1 / 20922789888000;
  sum = sum * z - 1 / 87178291200;
  sum = sum * z + 1 / 479001600;
  sum = sum * z - 1 / 3628800;
  sum = sum * z + 1 / 40320;
  sum = sum * z - 1 / 720;
  sum = sum * z + 1 / 24;
  return 1 - z * (0.5 - z * sum);
}

/** The box of a size turned around its centre, as the server writes it. */
export function boxAround(
  centre: Pair,
  width: number,
  height: number,
  rotation: number,
): RotatedBox {
  const degrees = normalDegrees(rotation);
  const left = centre[0] - width / 2;
  const top = centre[1] - height / 2;
  const middle: Pair = [left + width / 2, top + height / 2];
  const right: Pair = [cosine(degrees), sine(degrees)];
  const down: Pair = [-sine(degrees), cosine(degrees)];
  const corner: Pair =
    degrees === 0 ? [left, top] : moved(moved(middle, -width / 2, right), -height / 2, down);
  const bottomLeft = moved(corner, height, down);
  return {
    x: plain(corner[0]),
    y: plain(corner[1]),
    width,
    height,
    rotation: plain(degrees),
    corners: [corner, bottomLeft, moved(bottomLeft, width, right), moved(corner, width, right)].map(
      ([x, y]) => [plain(x), plain(y)] as const,
    ),
  };
}

/** The place halfway between two opposite corners. */
export function centreOf(box: RotatedBox): Pair {
  const [first, , across] = box.corners as readonly [Pair, Pair, Pair];
  return [(first[0] + across[0]) / 2, (first[1] + across[1]) / 2];
}

function moved(from: Pair, by: number, direction: Pair): Pair {
  return [from[0] + by * direction[0], from[1] + by * direction[1]];
}

function normalDegrees(degrees: number): number {
  if (degrees >= -180 && degrees <= 180) return degrees;
  return degrees > 180 ? degrees - 360 : degrees + 360;
}

/** JSON knows only one zero. */
function plain(value: number): number {
  return value === 0 ? 0 : value;
}
