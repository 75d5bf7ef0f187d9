import { expect, test } from 'vitest';
import type { CategorySchema } from '@/api/types';
import { makeSample } from './sample';

const schema: CategorySchema = {
  tools: [
    {
      tool: 'bounding-box',
      title: 'Vehicle',
      schemaId: 't1',
      classifications: [
        {
          tool: 'radio',
          title: 'State',
          schemaId: 'q1',
          options: [
            { value: 'Moving', schemaId: 'o1' },
            { value: 'Parked', schemaId: 'o2' },
          ],
          classifications: [
            { tool: 'text', title: 'Plate', schemaId: 'q2', parentOptionId: 'o2' },
            { tool: 'text', title: 'Speed', schemaId: 'q3', parentOptionId: 'o1' },
          ],
        },
      ],
    },
    { tool: 'point', title: 'Light', schemaId: 't2' },
    { tool: 'brush', title: 'Grass', schemaId: 't3' },
  ],
  classifications: [
    {
      tool: 'checkbox',
      title: 'Weather',
      schemaId: 'c1',
      options: [{ value: 'Rain', schemaId: 'w1' }],
    },
    { tool: 'boolean', title: 'Night', schemaId: 'c2' },
    { tool: 'radio', title: 'Without options', schemaId: 'c3', options: [] },
  ],
  relations: [{ tool: 'one-to-one', title: 'Tows', schemaId: 'r1' }],
};

const [item] = makeSample(schema, 'a.jpg');

test('every class that is drawn appears once, with its own id and geometry', () => {
  expect(item?.externalId).toBe('a.jpg');
  expect(item?.objects.map((object) => object.schemaId)).toEqual(['t1', 't2']);
  expect(item?.objects[1]).toHaveProperty('point');
});

test('a nested question is answered only where the answer above opens it', () => {
  expect(item?.objects[0]?.classifications).toEqual([
    {
      schemaId: 'q1',
      title: 'State',
      answer: 'Moving',
      classifications: [{ schemaId: 'q3', title: 'Speed', answer: 'some text' }],
    },
  ]);
});

test('questions get answers of their kind; those that can have none are left out', () => {
  expect(item?.classifications).toEqual([
    { schemaId: 'c1', title: 'Weather', answer: ['Rain'] },
    { schemaId: 'c2', title: 'Night', answer: true },
  ]);
});

test('relations name objects of the same item', () => {
  expect(item?.relations).toEqual([
    { schemaId: 'r1', title: 'Tows', from: 'object-1', to: 'object-2', direction: 'straight' },
  ]);
});

test('a relation needs two objects', () => {
  const [alone] = makeSample({ ...schema, tools: schema.tools.slice(0, 1) }, 'a.jpg');
  expect(alone?.relations).toEqual([]);
});
