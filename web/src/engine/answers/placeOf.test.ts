import { describe, expect, it } from 'vitest';
import type { Answer } from '../model/annotation';
import { placeOf } from './placeOf';

const question = (objectId: string, schemaId: string, answer: unknown, nested = []) => ({
  objectId,
  schemaId,
  tool: '',
  title: '',
  answer,
  classifications: nested as never[],
});

const ANSWER: Answer = {
  tools: [
    {
      objectId: 'box',
      schemaId: 'vehicle',
      title: 'Vehicle',
      'bounding-box': { x: 1, y: 2, width: 3, height: 4 },
      classifications: [
        question('q1', 'state', 'Parked', [question('q2', 'plate', 'AB-12')] as never),
      ],
    },
  ],
  classifications: [question('q3', 'weather', ['Rain', 'Hail'])],
  relations: [
    {
      objectId: 'r1',
      schemaId: 'tows',
      title: 'Tows',
      classifications: [],
      from: 'box',
      to: 'other',
    },
  ],
};

describe('placeOf', () => {
  it('finds objects, their questions however deep, and questions of the task', () => {
    expect(placeOf(ANSWER, 'box')).toEqual({ objectId: 'box', schemaId: null });
    expect(placeOf(ANSWER, 'q2')).toEqual({ objectId: 'box', schemaId: 'plate' });
    expect(placeOf(ANSWER, 'q3')).toEqual({ objectId: null, schemaId: 'weather' });
  });

  it('shows a relation at the object it starts from', () => {
    expect(placeOf(ANSWER, 'r1')).toEqual({ objectId: 'box', schemaId: null });
  });

  it('knows when the entry is gone', () => {
    expect(placeOf(ANSWER, 'deleted')).toBeNull();
  });
});
