import { describe, expect, it } from 'vitest';
import { validationArgument } from './validationArgument';

const SCHEMA = {
  tools: [
    {
      schemaId: 'vehicle',
      tool: 'bounding-box',
      title: 'Vehicle',
      classifications: [
        {
          schemaId: 'state',
          tool: 'radio',
          title: 'State',
          options: [
            { value: 'Parked', schemaId: 'parked' },
            { value: 'Moving', schemaId: 'moving' },
          ],
          classifications: [{ schemaId: 'plate', tool: 'text', title: 'Plate' }],
        },
      ],
    },
  ],
  classifications: [
    {
      schemaId: 'weather',
      tool: 'checkbox',
      title: 'Weather',
      options: [{ value: 'Rain', schemaId: 'rain' }],
    },
  ],
  relations: [{ schemaId: 'tows', tool: 'one-to-one', title: 'Tows' }],
};

const question = (objectId: string, schemaId: string, answer: unknown, nested = []) => ({
  objectId,
  schemaId,
  tool: '',
  title: '',
  answer,
  classifications: nested as never[],
});

const ANSWER = {
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

describe('validationArgument', () => {
  const argument = validationArgument(ANSWER, SCHEMA);

  it('names the tool of objects and relations', () => {
    expect(argument.tools[0]).toMatchObject({
      tool: 'bounding-box',
      'bounding-box': { width: 3 },
    });
    expect(argument.relations[0]).toMatchObject({ tool: 'one-to-one' });
  });

  it('gives option ids with the texts beside them, also in nested questions', () => {
    expect(argument.tools[0]?.classifications).toMatchObject([
      {
        answer: 'parked',
        answerText: 'Parked',
        classifications: [{ answer: 'AB-12', answerText: 'AB-12' }],
      },
    ]);
  });

  it('leaves the text of an option that is gone', () => {
    expect(argument.classifications[0]).toMatchObject({
      answer: ['rain', 'Hail'],
      answerText: ['Rain', 'Hail'],
    });
  });

  it('names no tool for a class that is gone', () => {
    expect(validationArgument(ANSWER, { ...SCHEMA, tools: [] }).tools[0]).not.toHaveProperty(
      'tool',
    );
  });
});

it('gives three lists for an answer without any', () => {
  expect(validationArgument({}, SCHEMA)).toEqual({
    tools: [],
    classifications: [],
    relations: [],
  });
});
