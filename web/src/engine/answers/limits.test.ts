import { describe, expect, it } from 'vitest';
import limitCases from '../../../../annotation/src/test/vectors/limits.json';
import richTextCases from '../../../../annotation/src/test/vectors/richtext.json';
import type { Answer } from '../model/annotation';
import { Schema } from '../model/schema';
import { shortcomings } from './required';
import { plainText } from './richText';

/** The cases shared with the server; it names the entry at fault, here the object it belongs to is named. */

interface LimitCase {
  readonly name: string;
  readonly answer: Answer;
  readonly broken: readonly (readonly [string, string | null])[];
}

describe('the limits of classes', () => {
  const schema = new Schema(limitCases.schema);

  it.each(limitCases.cases as unknown as readonly LimitCase[])('$name', (given) => {
    const found = new Set(shortcomings(schema, given.answer).map((each) => each.schemaId));
    expect([...found].sort()).toEqual([...new Set(given.broken.map(([id]) => id))].sort());
  });

  it('are told with the amount', () => {
    const nothing = { tools: [], classifications: [], relations: [] };
    expect(shortcomings(schema, nothing)).toEqual([
      { message: 'Roof needs at least 1 object', schemaId: 'roof', target: 'tool' },
    ]);
  });
});

describe('rich text', () => {
  it.each(richTextCases)('$name', ({ html, text }) => {
    expect(plainText(html)).toBe(text);
  });
});
