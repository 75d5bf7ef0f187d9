import { describe, expect, it } from 'vitest';
import type { CategorySchema } from '@/api/types';
import { findFaults, placeFault } from './faults';
import { formatSchema, parseSchema } from './json';
import { addOptions, flatten, insertNode, moveNode, nodeAt, patchNode, removeNode } from './model';

const schema: CategorySchema = {
  tools: [
    {
      tool: 'bounding-box',
      title: 'Car',
      schemaId: 't1',
      color: '#0072B2',
      futureKey: { kept: true },
      classifications: [
        {
          tool: 'radio',
          title: 'State',
          schemaId: 'c1',
          options: [
            { value: 'Parked', schemaId: 'o1' },
            { value: 'Moving', schemaId: 'o2' },
          ],
          classifications: [{ tool: 'text', title: 'Where', schemaId: 'c2', parentOptionId: 'o1' }],
        },
      ],
    },
    { tool: 'brush', title: 'Road', schemaId: 't2' },
  ],
  classifications: [],
  relations: [],
  extra: 1,
};
const deep = { section: 'tools', indexes: [0, 0, 0] } as const;

describe('the schema model', () => {
  it('changes one nested class and leaves everything else alone', () => {
    const next = patchNode(schema, deep, { title: 'Place' });
    expect(nodeAt(next, deep)?.title).toBe('Place');
    expect(next.tools[0]?.futureKey).toEqual({ kept: true });
    expect(next.tools[1]).toBe(schema.tools[1]);
    expect(next.extra).toBe(1);
    expect(nodeAt(schema, deep)?.title).toBe('Where');
  });

  it('puts a removed class back where it was', () => {
    const node = nodeAt(schema, deep);
    const without = removeNode(schema, deep);
    expect(nodeAt(without, deep)).toBeUndefined();
    expect(node && insertNode(without, deep, node)).toEqual(schema);
  });

  it('moves among siblings only', () => {
    const moved = moveNode(schema, { section: 'tools', indexes: [0] }, 1);
    expect(moved.schema.tools.map((tool) => tool.title)).toEqual(['Road', 'Car']);
    expect(moved.path.indexes).toEqual([1]);
    expect(moveNode(schema, { section: 'tools', indexes: [0] }, 2).schema).toBe(schema);
  });

  it('flattens depth first and names the revealing option', () => {
    expect(
      flatten(schema, 'tools').map(({ node, depth, revealedBy }) => [
        node.title,
        depth,
        revealedBy,
      ]),
    ).toEqual([
      ['Car', 0, undefined],
      ['State', 1, undefined],
      ['Where', 2, 'Parked'],
      ['Road', 0, undefined],
    ]);
  });

  it('adds many pasted options, without blanks and repeats', () => {
    const options = addOptions([{ value: 'a', schemaId: '1' }], 'a\n b \n\nc\nb');
    expect(options.map((option) => option.value)).toEqual(['a', 'b', 'c']);
    expect(new Set(options.map((option) => option.schemaId)).size).toBe(3);
    expect(options[1]?.schemaId).toMatch(/^[0-9a-f]{23}$/);
  });
});

describe('faults', () => {
  it('finds nothing wrong with a sound schema of unknown kinds too', () => {
    expect(findFaults(schema)).toEqual([]);
  });

  it('tells repeated ids, empty titles, lost parents and repeated options', () => {
    let broken = patchNode(
      schema,
      { section: 'tools', indexes: [1] },
      { schemaId: 'o1', title: ' ' },
    );
    broken = patchNode(
      broken,
      { section: 'tools', indexes: [0, 0] },
      {
        options: [
          { value: 'x', schemaId: 'o8' },
          { value: 'x', schemaId: 'o1' },
        ],
      },
    );
    broken = patchNode(broken, deep, { parentOptionId: 'gone' });
    expect(findFaults(broken).map(({ at, field }) => `${at ?? ''}:${field ?? ''}`)).toEqual([
      'tools[0].classifications[0]:options',
      'tools[0].classifications[0].classifications[0]:parentOptionId',
      'tools[1]:title',
      'tools[1]:schemaId',
    ]);
  });

  it('places faults of the server, however the path is written', () => {
    for (const path of [
      'categorySchema.tools[0].classifications[1].color',
      '/tools/0/classifications/1/color',
      '$.tools[0].classifications[1].color',
    ]) {
      expect(placeFault({ path, message: 'm' }, 'error')).toEqual({
        at: 'tools[0].classifications[1]',
        field: 'color',
        message: 'm',
        level: 'error',
      });
    }
    expect(placeFault({ message: 'm' }, 'error').at).toBeUndefined();
  });
});

describe('the JSON panel', () => {
  it('reads what it wrote, unknown keys included', () => {
    expect(parseSchema(formatSchema(schema)).schema).toEqual(schema);
  });

  it('marks line and column of bad JSON', () => {
    expect(parseSchema('{\n  "tools": [}\n}').fault).toMatchObject({ line: 2, column: 13 });
  });

  it('refuses what is JSON but not a schema', () => {
    expect(parseSchema('[]').fault?.message).toContain('must be an object');
    expect(parseSchema('{"tools":{}}').fault?.message).toBe('"tools" must be a list');
    expect(parseSchema('{"tools":[{"title":"x"}]}').fault?.message).toBe(
      'tools[0] needs a text "tool"',
    );
  });

  it('fills in missing lists', () => {
    expect(parseSchema('{}').schema).toEqual({ tools: [], classifications: [], relations: [] });
  });
});
