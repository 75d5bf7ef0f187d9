import { describe, expect, it } from 'vitest';
import type { Stage } from '@/api/types';
import {
  addRule,
  changeRule,
  classRowsOf,
  comparisonOf,
  CONDITION_TITLES,
  describe as inWords,
  newCondition,
  raiseRule,
  removeRule,
  rulesOf,
  toPercent,
  toShare,
  withClassRows,
} from './logic';
import { readWorkflow, workflowText } from './transfer';

const batch = { type: 'Batch', value: ['b1'], index: 0 };
const skipped = { type: 'Skipped', value: { op: '$gte', value: 2 }, index: 0 };
const sample = { type: 'RandomSample', value: 0.1, index: 1 };
const stage: Stage = {
  id: 'l',
  type: 'Logic',
  name: 'Split',
  next: ['first', 'second', 'else'],
  logic: { conditions: [batch, skipped, sample], note: 'kept' },
};

describe('the rules of a Logic stage', () => {
  it('are made of the conditions with the same index', () => {
    expect(rulesOf(stage)).toEqual([[batch, skipped], [sample]]);
    expect(rulesOf({ ...stage, logic: undefined })).toEqual([]);
  });

  it('keep their ways when one is added before Else', () => {
    const added = addRule(stage, newCondition('Priority'));
    expect(added.next).toEqual(['first', 'second', null, 'else']);
    expect(rulesOf(added)).toHaveLength(3);
  });

  it('lose the way of the rule that goes', () => {
    const removed = removeRule(stage, 0);
    expect(removed.next).toEqual(['second', 'else']);
    expect(removed.logic).toEqual({ conditions: [{ ...sample, index: 0 }], note: 'kept' });
    expect(changeRule(stage, 0, [])).toEqual(removed);
  });

  it('take their ways along when they change places', () => {
    const raised = raiseRule(stage, 1);
    expect(raised.next).toEqual(['second', 'first', 'else']);
    expect(rulesOf(raised).map((rule) => rule.map((each) => each.type))).toEqual([
      ['RandomSample'],
      ['Batch', 'Skipped'],
    ]);
    expect(raiseRule(stage, 0)).toBe(stage);
  });
});

describe('a condition', () => {
  it('reads how often skipped from yes and no as well', () => {
    expect(comparisonOf({ type: 'Skipped', value: true })).toEqual({ op: '$gte', value: 1 });
    expect(comparisonOf({ type: 'Skipped', value: false })).toEqual({ op: '$eq', value: 0 });
  });

  it('holds a share without the noise of binary fractions', () => {
    expect(toPercent(0.29)).toBe(29);
    expect(toShare(29)).toBe(0.29);
    expect(toShare(120)).toBe(1);
  });

  it('about labels splits into rows and back, old words for "not there" included', () => {
    const value = {
      tools: [{ schemaId: 'car', filter: ['doesNotExist'] }, { schemaId: 'van' }],
      classifications: [{ schemaId: 'weather', filter: [{ answer: { $eq: 'Rain' } }] }],
    };
    const rows = classRowsOf(value);
    expect(rows).toEqual([
      { part: 'tools', schemaId: 'car', filter: 'notExists' },
      { part: 'tools', schemaId: 'van', filter: 'exists' },
      { part: 'classifications', schemaId: 'weather', filter: { answer: { $eq: 'Rain' } } },
    ]);
    expect(classRowsOf(withClassRows(value, rows))).toEqual(rows);
  });

  it('of every type begins with a value that can be told in words', () => {
    const names = { schema: String, batch: String, person: String, stage: String };
    for (const type of Object.keys(CONDITION_TITLES)) {
      expect(inWords(newCondition(type), names)).not.toBe(type);
    }
    expect(inWords(batch, { ...names, batch: () => 'Night' })).toBe('Batch Night');
  });
});

describe('a workflow that is carried to another project', () => {
  it('leaves secrets behind and names batches', () => {
    const hook: Stage = { id: 'h', type: 'Webhook', name: 'Hook', secret: 's', url: 'https://a' };
    const text = workflowText([stage, hook], { batches: [{ _id: 'b1', name: 'Night' }] });
    const { stages } = readWorkflow(text);
    expect(stages?.[0]?.logic).toMatchObject({
      conditions: [{ ...batch, value: ['Night'] }, {}, {}],
    });
    expect(stages?.[1]).not.toHaveProperty('secret');
  });

  it('is read from the bare list of stages as well', () => {
    expect(readWorkflow('[{"id":"a","type":"Hold"}]').stages).toEqual([
      { id: 'a', type: 'Hold', name: 'Hold' },
    ]);
  });

  it('says why something else is refused', () => {
    expect(readWorkflow('{"stages": [').fault).toMatch(/^Line 1, column/);
    expect(readWorkflow('{"a": 1}').fault).toMatch(/list of stages/);
    expect(readWorkflow('[{"type":"Hold"}]').fault).toBe('Stage 1 has no id or no type.');
  });
});
