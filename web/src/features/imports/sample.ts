import type { CategorySchema, SchemaClass } from '@/api/types';

/** A small valid geometry of each tool, under the key the import expects. */
const GEOMETRIES: Record<string, unknown> = {
  'bounding-box': { x: 40, y: 60, width: 120, height: 80 },
  'rotated-bounding-box': { x: 40, y: 60, width: 120, height: 80, rotation: 15 },
  polygon: [
    [40, 60],
    [160, 60],
    [100, 140],
  ],
  polyline: [
    [40, 60],
    [100, 90],
    [160, 60],
  ],
  spline: [
    [40, 60],
    [100, 90],
    [160, 60],
  ],
  segmentation: {
    zones: [
      {
        region: [
          [40, 60],
          [160, 60],
          [160, 140],
          [40, 140],
        ],
        holes: [],
      },
    ],
  },
  point: [100, 90],
  circle: { x: 100, y: 90, radius: 30 },
  ner: { start: 0, end: 5 },
  pdf: { pageNumber: 1, x1: 40, y1: 60, x2: 160, y2: 140, width: 612, height: 792 },
  message: { id: 'id of the message' },
  angle: { vertex: [10, 10, 5], p1: [20, 10, 5], p2: [10, 20, 5], angle: 90 },
};

/** Kinds whose answer is a list. */
const LISTS = ['checkbox', 'multi-dropdown', 'tree-dropdown', 'rank'];

const list = <T>(value: T[] | null | undefined): T[] => (Array.isArray(value) ? value : []);

interface Answer {
  schemaId: string;
  title: string;
  answer: unknown;
  classifications?: Answer[];
}

/** One answer that fits the question, with the nested questions it opens. */
function answerOf(question: SchemaClass): Answer[] {
  const options = list(question.options);
  const nested = list(question.classifications);
  // The option that opens a nested question shows how nesting looks.
  const option =
    options.find(({ schemaId }) => nested.some((each) => each.parentOptionId === schemaId)) ??
    options[0];
  const opened = nested.filter(
    ({ parentOptionId }) => !parentOptionId || parentOptionId === option?.schemaId,
  );
  const answer = valueOf(question, option?.value);
  if (answer === undefined) {
    return [];
  }
  const classifications = opened.flatMap(answerOf);
  return [
    {
      schemaId: question.schemaId,
      title: question.title,
      answer,
      ...(classifications.length > 0 ? { classifications } : {}),
    },
  ];
}

function valueOf({ tool }: SchemaClass, option: string | undefined): unknown {
  if (tool === 'text') {
    return 'some text';
  }
  if (tool === 'boolean') {
    return true;
  }
  if (option === undefined) {
    return undefined;
  }
  return LISTS.includes(tool) ? [option] : option;
}

function objectOf(tool: SchemaClass, index: number): Record<string, unknown>[] {
  const geometry = GEOMETRIES[tool.tool];
  if (geometry === undefined) {
    // Painted classes come as one mask of the whole asset.
    return [];
  }
  const classifications = list(tool.classifications).flatMap(answerOf);
  return [
    {
      schemaId: tool.schemaId,
      title: tool.title,
      objectId: `object-${index + 1}`,
      [tool.tool]: geometry,
      ...(classifications.length > 0 ? { classifications } : {}),
    },
  ];
}

function relationOf(relation: SchemaClass, objects: string[]): Record<string, unknown>[] {
  const [first, second] = objects;
  if (first === undefined || second === undefined) {
    return [];
  }
  const named = { schemaId: relation.schemaId, title: relation.title };
  switch (relation.tool) {
    case 'group':
      return [{ ...named, group: [first, second] }];
    case 'one-to-many':
      return [{ ...named, from: first, to: [second] }];
    default:
      return [{ ...named, from: first, to: second, direction: 'straight' }];
  }
}

/**
 * An import file with one item for this schema: every class that can stand in JSON once, with
 * answers to the questions that would open.
 *
 * @param externalId that of an asset of the project, where there is one
 */
export function makeSample(schema: CategorySchema, externalId: string) {
  const objects = list(schema.tools).flatMap(objectOf);
  const ids = objects.map((object) => object.objectId as string);
  return [
    {
      externalId,
      objects,
      classifications: list(schema.classifications).flatMap(answerOf),
      relations: list(schema.relations).flatMap((relation) => relationOf(relation, ids)),
    },
  ];
}
