import { expect, test } from 'vitest';
import type { LabelImport } from '@/api/types';
import { causesOfNothing } from './causes';

const nothing: LabelImport = {
  _id: 'i',
  project: 'p',
  fileName: 'labels.json',
  state: 'checked',
  dryRun: true,
  progress: 100,
  itemsDone: 50,
  itemsTotal: 50,
  tasksLabeled: 0,
  objects: 0,
  skipped: 50,
  warnings: 0,
  problems: [],
  codes: [],
  classes: [],
  createdAt: '2026-05-04T09:00:00.000Z',
};

const causes = (patch: Partial<LabelImport>) =>
  causesOfNothing({ ...nothing, ...patch }).map((cause) => cause.what);

test('an import that labels tasks needs no excuse', () => {
  expect(causes({ tasksLabeled: 1 })).toEqual([]);
});

test('a file without items is told first', () => {
  expect(causes({ itemsDone: 0 })).toEqual(['The file holds no items.']);
});

test('items without labels are told apart from labels that all fail', () => {
  expect(causes({})).toEqual(['The items hold no labels.']);
  expect(causes({ codes: [{ code: 'NO_LABELS', count: 2, fault: true }] })).toEqual([
    '2 items hold no labels.',
  ]);
  expect(causes({ codes: [{ code: 'BAD_GEOMETRY', count: 3, fault: true }] })).toEqual([
    'Every label has a problem.',
  ]);
});

test('each cause is named with how often it holds', () => {
  expect(
    causes({
      codes: [
        { code: 'ASSET_NOT_FOUND', count: 40, fault: true },
        { code: 'NOT_TODO', count: 1, fault: true },
        { code: 'UNKNOWN_CLASS', count: 9, fault: true },
      ],
    }),
  ).toEqual([
    'No asset of this project has the id or address of 40 items.',
    '1 task is no longer to do: somebody saved or submitted work.',
    '9 labels name no class of this project.',
  ]);
});

test('when no item finds its asset, the project itself is questioned', () => {
  const [cause] = causesOfNothing({
    ...nothing,
    codes: [{ code: 'ASSET_NOT_FOUND', count: 50, fault: true }],
  });
  expect(cause?.advice).toContain('Is this the right project?');
});
