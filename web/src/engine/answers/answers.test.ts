import { describe, expect, it } from 'vitest';
import type { AnswerEntry } from '../model/annotation';
import { type ClassDefinition, Schema } from '../model/schema';
import { box, definition } from '../testing/fixtures';
import {
  answered,
  anotherAnswer,
  chosenValues,
  isRevealed,
  nestedAnswered,
  textFault,
  withoutHidden,
} from './answers';
import { shortcomings } from './required';
import { wireForm } from './wire';

const option = (value: string) => ({ value, schemaId: `id-${value}` });

const why = definition({
  schemaId: 'why',
  tool: 'text',
  title: 'Why?',
  parentOptionId: 'id-No',
  required: true,
});
const always = definition({ schemaId: 'any', tool: 'text', title: 'Any' });
const good = definition({
  schemaId: 'good',
  tool: 'radio',
  title: 'Good?',
  options: ['Yes', 'No'].map(option),
  classifications: [why, always],
});
const parts = definition({
  schemaId: 'parts',
  tool: 'checkbox',
  title: 'Parts',
  options: ['Wheel', 'Door', 'Seat'].map(option),
});

let made = 0;
const makeId = () => `e${++made}`;
const answer = (entries: readonly AnswerEntry[], question: ClassDefinition, value: unknown) =>
  answered(entries, question, value, null, makeId);

describe('answers', () => {
  it('are entries in export form', () => {
    expect(answer([], good, 'Yes')).toEqual([
      {
        objectId: expect.any(String) as string,
        schemaId: 'good',
        tool: 'radio',
        title: 'Good?',
        answer: 'Yes',
        classifications: [],
      },
    ]);
  });

  it('list several choices in the order of the schema', () => {
    expect(answer([], parts, ['Seat', 'Wheel'])[0]?.answer).toEqual(['Wheel', 'Seat']);
  });

  it('keep an answer that is no option any more', () => {
    const [entry] = answer([], parts, ['Gone', 'Door']);
    expect(entry?.answer).toEqual(['Door', 'Gone']);
  });

  it('understand option ids as well as values', () => {
    expect(chosenValues(good, 'id-No')).toEqual(['No']);
    expect(chosenValues(parts, ['id-Seat', 'Door'])).toEqual(['Seat', 'Door']);
  });

  it('keep their id when changed and go when emptied', () => {
    const first = answer([], good, 'Yes');
    const second = answer(first, good, 'No');
    expect(second[0]?.objectId).toBe(first[0]?.objectId);
    expect(answer(second, good, null)).toEqual([]);
    expect(answer(answer([], parts, ['Door']), parts, [])).toEqual([]);
  });

  it('leave other entries as they are', () => {
    const others = answer([], parts, ['Door']);
    const next = answer(others, good, 'Yes');
    expect(next[0]).toBe(others[0]);
  });

  it('may be several for a multiple question, told apart by their ids', () => {
    const multiple = { ...good, multiple: true };
    const one = anotherAnswer(multiple, 'Yes', makeId);
    const two = anotherAnswer(multiple, 'No', makeId);
    const next = answered([one, two], multiple, 'Yes', two.objectId);
    expect(next.map((entry) => entry.answer)).toEqual(['Yes', 'Yes']);
    expect(next[0]).toBe(one);
  });
});

describe('nested questions', () => {
  it('show for their option, and without one for any answer', () => {
    expect(isRevealed(why, good, 'No')).toBe(true);
    expect(isRevealed(why, good, 'id-No')).toBe(true);
    expect(isRevealed(why, good, 'Yes')).toBe(false);
    expect(isRevealed(always, good, 'Yes')).toBe(true);
    expect(isRevealed(always, good, undefined)).toBe(false);
  });

  it('show when their option is among several chosen', () => {
    const nested = definition({ schemaId: 'n', tool: 'text', parentOptionId: 'id-Door' });
    expect(isRevealed(nested, parts, ['Wheel', 'Door'])).toBe(true);
    expect(isRevealed(nested, parts, ['Wheel'])).toBe(false);
  });

  it('show under text as soon as anything is typed, and under a boolean when true', () => {
    const text = definition({ schemaId: 't', tool: 'text' });
    const flag = definition({ schemaId: 'b', tool: 'boolean' });
    expect(isRevealed(always, text, 'x')).toBe(true);
    expect(isRevealed(always, text, '  ')).toBe(false);
    expect(isRevealed(always, flag, true)).toBe(true);
    expect(isRevealed(always, flag, false)).toBe(false);
  });

  it('lose their answer when hidden, but only in what is sent', () => {
    const no = answer([], good, 'No');
    const id = no[0]?.objectId ?? '';
    const full = nestedAnswered(no, id, answer([], why, 'Too dark'));
    const yes = answer(full, good, 'Yes');
    expect(yes[0]?.classifications).toHaveLength(1);
    expect(withoutHidden(yes, [good])[0]?.classifications).toEqual([]);
    const again = answer(yes, good, 'No');
    expect(withoutHidden(again, [good])).toEqual(full);
  });

  it('leave what needs no change untouched', () => {
    const entries = [
      ...answer([], good, 'No'),
      ...answer([], definition({ schemaId: 'unknown', tool: 'rank' }), ['x']),
    ];
    expect(withoutHidden(entries, [good])).toBe(entries);
    const object = box('a', 0, 0, 1, 1);
    expect(wireForm(new Schema(null), 'tools', object)).toBe(object);
  });
});

describe('text', () => {
  const plate = definition({ schemaId: 'p', tool: 'text', regex: '[A-Z]{2}\\d+', maxLength: 6 });

  it('must match as a whole', () => {
    expect(textFault(plate, 'AB12')).toBeNull();
    expect(textFault(plate, 'xAB12')).toContain('must match');
    expect(textFault(plate, 'AB12345')).toContain('at most 6');
    expect(textFault(plate, '')).toBeNull();
  });

  it('is not held against a pattern that cannot be read', () => {
    expect(textFault({ ...plate, regex: '[' }, 'x')).toBeNull();
  });

  it('is checked without the markup of rich text', () => {
    expect(textFault(plate, '<p>AB1</p>')).toBeNull();
  });
});

describe('the required check', () => {
  const schema = new Schema({
    tools: [
      definition({
        schemaId: 'car',
        tool: 'bounding-box',
        title: 'Car',
        required: true,
        classifications: [{ ...good, required: true }],
      }),
      definition({ schemaId: 'pdf', tool: 'pdf', title: 'Not for images', required: true }),
    ],
    classifications: [{ ...parts, required: true }, good],
    relations: [],
  });
  const check = (tools: ReturnType<typeof box>[], classifications: readonly AnswerEntry[] = []) =>
    shortcomings(schema, { tools, classifications, relations: [] });

  it('lists what is missing with the place to go to', () => {
    expect(check([])).toEqual([
      { message: 'Add at least one Car', schemaId: 'car', target: 'tool' },
      { message: 'Answer “Parts”', schemaId: 'parts', target: 'question' },
    ]);
  });

  it('asks nested questions only where they show', () => {
    const classifications = answer(answer([], parts, ['Door']), good, 'No');
    const car = box('a', 0, 0, 1, 1);
    expect(check([{ ...car, classifications: answer([], good, 'Yes') }], classifications)).toEqual([
      { message: 'Answer “Why?”', schemaId: 'why', target: 'question' },
    ]);
    expect(
      check([{ ...car, classifications: answer([], good, 'No') }], answer([], parts, ['Door'])),
    ).toEqual([
      { message: 'car 1: Answer “Why?”', schemaId: 'why', target: 'question', objectId: 'a' },
    ]);
  });

  it('takes false for an answer', () => {
    const flag = definition({ schemaId: 'b', tool: 'boolean', required: true });
    const only = new Schema({ tools: [], classifications: [flag], relations: [] });
    const entries = answer([], flag, false);
    expect(shortcomings(only, { tools: [], classifications: entries, relations: [] })).toEqual([]);
  });
});
