import { expect, test } from 'vitest';
import type { Project } from '@/api/types';
import {
  describeFilters,
  faultsOf,
  initialChoices,
  isSound,
  readConfig,
  splitCounts,
  toOptions,
} from './choices';

const project = {
  stages: [
    { id: 'Label', name: 'First pass', type: 'Label' },
    { id: 'Complete', name: 'Done', type: 'Complete' },
  ],
  batches: [{ _id: 'b1', name: 'Night and rain' }],
} as unknown as Project;

const choices = initialChoices(project);

test('an export begins with what is complete, whole, in the current version', () => {
  expect(isSound(faultsOf(choices))).toBe(true);
  expect(toOptions(choices)).toEqual({
    format: 'json',
    stage: ['Complete'],
    includeOnlyKeyFrames: false,
    includeMetadata: true,
    includeHistory: true,
    includeAssets: true,
    includeSegmentationPoints: true,
    includeIdleBlurDurations: false,
    includePdfImages: false,
    includeSchema: true,
    videoFormat: 'flat',
    version: 'current',
    sendEmail: false,
  });
});

test('no stage means every stage', () => {
  expect(toOptions({ ...choices, stages: [] })).not.toHaveProperty('stage');
});

test('chosen tasks are exported wherever they are', () => {
  const options = toOptions(initialChoices(project, ['t1', 't2']));
  expect(options.tasks).toEqual(['t1', 't2']);
  expect(options).not.toHaveProperty('stage');
});

test('a converter is sent its own options and none of the open format', () => {
  const options = toOptions({ ...choices, format: 'coco', config: '{"box_as_polygon": true}' });
  expect(options.config).toEqual({ box_as_polygon: true });
  expect(options).not.toHaveProperty('includeHistory');
  expect(options).not.toHaveProperty('version');
});

test('options of a format are one JSON object', () => {
  expect(readConfig('  ')).toEqual({ value: undefined });
  expect(readConfig('[1]')).toEqual({ fault: 'Expected an object, such as {"key": "value"}' });
  expect(readConfig('{"a":')).toHaveProperty('fault');
  expect(faultsOf({ ...choices, format: 'coco', config: '{\n"a": tru}' }).config).toBe(
    'Line 2, column 6: invalid symbol',
  );
  expect(faultsOf({ ...choices, format: 'json', config: '{' }).config).toBeUndefined();
});

test('shares that do not make a whole are named', () => {
  const split = { train: 80, validation: 10, test: 5, by: 'hash' } as const;
  expect(faultsOf({ ...choices, split }).split).toBe('The shares make 95 %, they must make 100 %');
  expect(toOptions({ ...choices, split: { ...split, test: 10 } }).split).toEqual({
    train: 0.8,
    validation: 0.1,
    test: 0.1,
    by: 'hash',
  });
});

test('the parts of a split always add up to all rows', () => {
  const split = { train: 70, validation: 15, test: 15, by: 'hash' } as const;
  for (const total of [0, 1, 2, 3, 7, 99, 7214]) {
    const { train, validation, test: rest } = splitCounts(total, split);
    expect(train + validation + rest).toBe(total);
    expect(Math.min(train, validation, rest)).toBeGreaterThanOrEqual(0);
  }
});

test('a range that ends before it starts is refused', () => {
  const created = { from: '2026-05-04T10:00', to: '2026-05-04T09:00' };
  expect(faultsOf({ ...choices, created }).created).toBe('The end must be later than the start');
});

test('open ends of a range are left out', () => {
  const updated = { from: '2026-05-04T10:00', to: '' };
  expect(toOptions({ ...choices, updated }).updatedAt).toEqual({
    $gt: new Date('2026-05-04T10:00').toISOString(),
  });
});

test('filters read as words with the names of stages and batches', () => {
  expect(
    describeFilters(
      {
        stage: ['Complete', 'gone'],
        batches: ['b1'],
        since: 'e1',
        split: { train: 0.8, validation: 0.1, test: 0.1, by: 'batch' },
      },
      project,
    ),
  ).toEqual([
    'Done, gone',
    'batches Night and rain',
    'changed since an earlier export',
    'split 80 / 10 / 10 by batch',
  ]);
});
