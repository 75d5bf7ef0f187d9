import { describe, expect, it } from 'vitest';
import type { Stage } from '@/api/types';
import { autoAssign, childrenOf, judgesAmong, withThreshold } from './consensus';
import { findFaults } from './faults';
import { freePlace, heightOf, tidy } from './layout';
import {
  canDelete,
  connect,
  duplicateStage,
  forSaving,
  makeStage,
  outputsOf,
  removeStages,
} from './model';

const stages: Stage[] = [
  { id: 'Start', type: 'Start', name: 'Start', next: ['Label'], autoForward: true },
  { id: 'Label', type: 'Label', name: 'First pass', next: ['qa'], assignedTo: [], color: '#f00' },
  { id: 'qa', type: 'Review', name: 'QA', next: ['Complete', 'Label'], readOnly: false },
  {
    id: 'hook',
    type: 'Webhook',
    name: 'Hook',
    next: ['Complete'],
    url: 'https://a.test',
    authType: 'bearer',
    secret: '********',
  },
  { id: 'Complete', type: 'Complete', name: 'Complete', next: [] },
];

const judged: Stage[] = [
  { id: 'Start', type: 'Start', name: 'Start', next: ['c'] },
  { id: 'c', type: 'Consensus', name: 'Judges', next: ['Complete', 'Complete'] },
  { id: 'j1', type: 'Label', name: 'Judges_1', next: ['c'], consensusId: 'c', assignedTo: [] },
  { id: 'j2', type: 'Label', name: 'Judges_2', next: ['c'], consensusId: 'c', assignedTo: [] },
  { id: 'Complete', type: 'Complete', name: 'Complete', next: [] },
];

describe('the workflow model', () => {
  it('connects an output and leaves everything else untouched', () => {
    const next = connect(stages, 'qa', 1, null);
    expect(next[2]?.next).toEqual(['Complete']);
    expect(connect(next, 'qa', 1, 'Label')).toEqual(stages);
    expect(next[1]).toBe(stages[1]);
    expect(next[3]).toBe(stages[3]);
  });

  it('keeps the place of the rejected output when accepted is cut', () => {
    expect(connect(stages, 'qa', 0, null)[2]?.next).toEqual([null, 'Label']);
  });

  it('deletes a stage and the ways to it, never Start or the last Complete', () => {
    const next = removeStages(stages, ['Label', 'Start', 'Complete']);
    expect(next.map((stage) => stage.id)).toEqual(['Start', 'qa', 'hook', 'Complete']);
    expect(next[0]?.next).toEqual([null]);
    expect(next[1]?.next).toEqual(['Complete', null]);
    expect(stages.filter((stage) => canDelete(stages, stage)).map((stage) => stage.id)).toEqual([
      'Label',
      'qa',
      'hook',
    ]);
  });

  it('deletes a consensus together with its judges, and one judge alone', () => {
    expect(removeStages(judged, ['c']).map((stage) => stage.id)).toEqual(['Start', 'Complete']);
    expect(removeStages(judged, ['j1']).map((stage) => stage.id)).toEqual([
      'Start',
      'c',
      'j2',
      'Complete',
    ]);
  });

  it('sends every way of a review, open ones as empty texts, and no gaps at the end elsewhere', () => {
    const cut = removeStages(stages, ['Label']);
    expect(forSaving(cut).map((stage) => stage.next)).toEqual([
      [],
      ['Complete', ''],
      ['Complete'],
      [],
    ]);
    expect(forSaving(stages)).toEqual(stages);
  });

  it('gives a new stage a free name and its own settings', () => {
    expect(makeStage(stages, 'Webhook', { x: 0, y: 0 })).toMatchObject({
      name: 'Webhook',
      url: '',
      authType: 'none',
    });
    expect(makeStage(stages, 'Review', { x: 0, y: 0 }).name).toBe('Review');
    expect(makeStage(makeNamed('Review'), 'Review', { x: 0, y: 0 }).name).toBe('Review 2');
    expect(makeStage([], 'Complete', { x: 0, y: 0 }).id).toBe('Complete');
  });

  it('duplicates a webhook without its secret', () => {
    const copy = duplicateStage(stages, stages[3] as Stage, 100).at(-1);
    expect(copy).toMatchObject({ name: 'Hook copy', next: ['Complete'], url: 'https://a.test' });
    expect(copy).not.toHaveProperty('secret');
    expect(copy?.id).not.toBe('hook');
  });

  it('duplicates a consensus with judges of its own', () => {
    const all = duplicateStage(judged, judged[1] as Stage, 100);
    const copy = all[judged.length] as Stage;
    expect(childrenOf(all, copy.id).map((child) => child.next)).toEqual([[copy.id], [copy.id]]);
    expect(new Set(all.map((stage) => stage.name)).size).toBe(all.length);
  });

  it('knows the ways out of every type', () => {
    const ways = (type: string, more: Partial<Stage> = {}) =>
      outputsOf({ id: 'x', type, name: 'x', ...more }).length;
    expect(ways('Logic', { logic: { conditions: [{ type: 'Batch', value: [], index: 1 }] } })).toBe(
      3,
    );
    expect(ways('Logic')).toBe(1);
    expect(['Review', 'Consensus'].map((type) => ways(type))).toEqual([2, 2]);
    expect(['Start', 'Label', 'Plugin', 'Webhook', 'Hold'].map((type) => ways(type))).toEqual([
      1, 1, 1, 1, 1,
    ]);
    expect(['Complete', 'Archive'].map((type) => ways(type))).toEqual([0, 0]);
  });
});

function makeNamed(name: string): Stage[] {
  return [{ id: 'a', type: 'Label', name }];
}

describe('the faults of a workflow', () => {
  it('warns of open outputs and unreachable stages', () => {
    expect(findFaults(stages)).toEqual([
      { stageId: 'hook', message: 'No way leads here from Start', level: 'warning' },
    ]);
    expect(findFaults(connect(stages, 'Label', 0, null)).map((fault) => fault.stageId)).toEqual([
      'Label',
      'qa',
      'hook',
      'Complete',
    ]);
  });

  it('refuses a consensus of one, and a workflow without an end', () => {
    const errors = (all: Stage[]) =>
      findFaults(all)
        .filter((fault) => fault.level === 'error')
        .map((fault) => fault.message);
    expect(errors(judged)).toEqual([]);
    expect(errors(removeStages(judged, ['j1']))).toEqual([
      'A consensus has 2 to 10 judges, this one has 1',
    ]);
    expect(errors(judged.slice(0, -1))).toContain(
      'A workflow has exactly one Complete stage, this one has 0',
    );
  });

  it('tells what a webhook and a plugin lack', () => {
    const lacking: Stage[] = [
      ...stages.filter((stage) => stage.id !== 'hook'),
      { id: 'h', type: 'Webhook', name: 'H', next: ['Complete'], url: 'ftp://a.test' },
      { id: 'p', type: 'Plugin', name: 'P', next: ['Complete'], pluginId: '' },
    ];
    const messages = findFaults(lacking).map((fault) => `${fault.stageId ?? ''} ${fault.message}`);
    expect(messages).toContain('p No plugin is chosen: tasks stop here');
    expect(messages).toContain(
      'h The address must begin with http:// or https://: tasks stop here',
    );
  });
});

describe('a consensus', () => {
  it('deals people out so that nobody is in two judges', () => {
    const dealt = childrenOf(autoAssign(judged, 'c', ['a', 'b', 'd']), 'c');
    expect(dealt.map((child) => child.assignedTo)).toEqual([['a', 'd'], ['b']]);
  });

  it('leaves the judges alone when people do not suffice', () => {
    expect(autoAssign(judged, 'c', ['a'])).toBe(judged);
  });

  it('deals out labelers, and everybody where they are too few', () => {
    const members = [
      { assignee: 'm', role: 'Manager' as const },
      { assignee: 'l', role: 'Labeler' as const },
    ];
    expect(judgesAmong(members, 1)).toEqual(['l']);
    expect(judgesAmong(members, 2)).toEqual(['m', 'l']);
  });

  it('sets and takes away the threshold of a class, and keeps the other settings', () => {
    const set = withThreshold({ blindStart: true }, 'car', 80);
    expect(set).toEqual({ blindStart: true, threshold: { car: 80 } });
    expect(withThreshold(set, 'car', undefined)).toEqual({ blindStart: true, threshold: {} });
  });
});

describe('the layout', () => {
  it('survives loops when lining up, with the end last', () => {
    const xs = tidy(stages).map((stage) => stage.position?.x);
    expect(xs).toEqual([0, 290, 580, 1160, 870]);
  });

  it('puts a new stage below what is there', () => {
    const [start] = stages;
    const placed = [{ ...(start as Stage), position: { x: 0, y: 0 } }];
    expect(freePlace(placed, 0, 0).y).toBeGreaterThanOrEqual(heightOf(placed, placed[0] as Stage));
    expect(freePlace(placed, 400, 0)).toEqual({ x: 400, y: 0 });
  });
});
