/**
 * Default class colours: 20 hues that stay apart for the common kinds of colour blindness (built
 * on the Okabe-Ito and Tol sets) and bright enough over photographs.
 */
export const CLASS_COLORS: readonly string[] = [
  '#0072B2',
  '#E69F00',
  '#009E73',
  '#D55E00',
  '#CC79A7',
  '#56B4E9',
  '#F0E442',
  '#882255',
  '#44AA99',
  '#332288',
  '#DDCC77',
  '#AA4499',
  '#117733',
  '#88CCEE',
  '#CC6677',
  '#999933',
  '#6699CC',
  '#661100',
  '#EE8866',
  '#BBCC33',
];

/** The first palette colour not in use yet; starts over when all are. */
export function nextColor(used: readonly string[]): string {
  const taken = new Set(used.map((color) => color.toUpperCase()));
  return (
    CLASS_COLORS.find((color) => !taken.has(color)) ??
    CLASS_COLORS[used.length % CLASS_COLORS.length] ??
    '#0072B2'
  );
}
