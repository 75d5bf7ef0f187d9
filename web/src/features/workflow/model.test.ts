import { describe, expect, it } from 'vitest';
import type { Stage } from '@/api/types';
import { canDelete, connect, findFaults, forSaving, makeStage, removeStages, tidy } from './model';

const stages: Stage[] = [
  { id: 'Start', type: 'Start', name: 'Start', next: ['Label'], autoForward: true },
  { id: 'Label', type: 'Label', name: 'First pass', next: ['qa'], assignedTo: [], color: '#f00' },
  { id: 'qa', type: 'Review', name: 'QA', next: ['Complete', 'Label'], readOnly: false },
  { id: 'hook', type: 'Webhook', name: 'Hook', next: ['Complete'], url: 'https://a.test' },
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

  it('refuses a review with an open way and sends no gaps at the end', () => {
    const cut = removeStages(stages, ['Label']);
    expect(findFaults(cut).filter((fault) => fault.level === 'error')).toEqual([
      {
        stageId: 'qa',
        message: '“Rejected” leads nowhere: tasks would stop here',
        level: 'error',
      },
    ]);
    expect(forSaving(cut).map((stage) => stage.next)).toEqual([[], ['Complete'], ['Complete'], []]);
    expect(forSaving(stages)).toEqual(stages);
  });

  it('survives loops when lining up, with the end last', () => {
    const xs = tidy(stages).map((stage) => stage.position?.x);
    expect(xs).toEqual([0, 260, 520, 1040, 780]);
  });

  it('gives a new stage a free name', () => {
    expect(makeStage(stages, 'Complete', { x: 0, y: 0 })).toMatchObject({
      name: 'Complete 2',
      type: 'Complete',
      preventRequeue: false,
    });
  });
});
