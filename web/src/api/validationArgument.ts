import type { CategorySchema, SchemaClass } from './types';

/** One entry of an answer in export form. */
interface LabelEntry {
  readonly schemaId: string;
  readonly answer?: unknown;
  readonly classifications?: readonly LabelEntry[] | null;
}

/** The three lists of an answer in export form; any may be missing. */
export interface Labels {
  readonly tools?: readonly LabelEntry[] | null;
  readonly classifications?: readonly LabelEntry[] | null;
  readonly relations?: readonly LabelEntry[] | null;
}

/** An entry as validation functions see it; answers are option ids, with the texts beside them. */
export type ArgumentEntry = Readonly<Record<string, unknown>>;

/** The first argument of a validation function (workflow section 14.1). */
export interface ValidationArgument {
  readonly tools: readonly ArgumentEntry[];
  readonly classifications: readonly ArgumentEntry[];
  readonly relations: readonly ArgumentEntry[];
}

/** What is needed of a class. */
type ClassOfArgument = Pick<SchemaClass, 'schemaId' | 'tool'> & {
  readonly options?: readonly { readonly value: string; readonly schemaId: string }[] | null;
  readonly classifications?: readonly ClassOfArgument[] | null;
};

/** A category schema, as the pages and as the editor hold it. */
export type SchemaOfArgument = Readonly<
  Record<
    keyof Pick<CategorySchema, 'tools' | 'classifications' | 'relations'>,
    readonly ClassOfArgument[]
  >
>;

/** All classes and questions of a schema by their ids, nested ones included. */
function byId(schema: SchemaOfArgument): Map<string, ClassOfArgument> {
  const found = new Map<string, ClassOfArgument>();
  const add = (definitions: readonly ClassOfArgument[] | null | undefined): void => {
    for (const definition of definitions ?? []) {
      found.set(definition.schemaId, definition);
      add(definition.classifications);
    }
  };
  add(schema.tools);
  add(schema.classifications);
  add(schema.relations);
  return found;
}

/** The id of an option; of one that is gone its text, and of no option the answer itself. */
function optionIds(question: ClassOfArgument | undefined, answer: unknown): unknown {
  const options = question?.options ?? [];
  if (options.length === 0) {
    return answer;
  }
  const idOf = (value: unknown): unknown =>
    options.find((option) => option.value === value)?.schemaId ?? value;
  return Array.isArray(answer) ? answer.map(idOf) : idOf(answer);
}

/**
 * The answer as the project's validation function gets it: every item names its tool, and answers
 * to choices are the ids of their options. Where the function runs, the server adds the names that
 * older functions use.
 */
export function validationArgument(labels: Labels, schema: SchemaOfArgument): ValidationArgument {
  const known = byId(schema);
  const identified = (entries: readonly LabelEntry[] | null | undefined): ArgumentEntry[] =>
    (entries ?? []).map((entry) => ({
      ...entry,
      answer: optionIds(known.get(entry.schemaId), entry.answer),
      answerText: entry.answer,
      classifications: identified(entry.classifications),
    }));
  const named = (entries: readonly LabelEntry[] | null | undefined): ArgumentEntry[] =>
    (entries ?? []).map((entry) => {
      const tool = known.get(entry.schemaId)?.tool;
      return {
        ...entry,
        ...(tool === undefined ? {} : { tool }),
        classifications: identified(entry.classifications),
      };
    });
  return {
    tools: named(labels.tools),
    classifications: identified(labels.classifications),
    relations: named(labels.relations),
  };
}
