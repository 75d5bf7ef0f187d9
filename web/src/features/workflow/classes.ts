import type { CategorySchema, SchemaClass } from '@/api/types';
import { PARTS, type Part } from './logic';

/** A class or question that rules and thresholds may name. */
export interface ClassChoice {
  id: string;
  /** With the classes above it: "Vehicle / State". */
  title: string;
  part: Part;
  /** The answers it offers; none for classes that are drawn or written. */
  answers: string[];
}

/** Everything a rule may ask of, questions inside of classes included. */
export function classChoices(schema: CategorySchema): ClassChoice[] {
  const walk = (list: SchemaClass[], part: Part, above: string): ClassChoice[] =>
    list.flatMap((each) => {
      const title = above ? `${above} / ${each.title}` : each.title;
      return [
        {
          id: each.schemaId,
          title,
          part,
          answers: (each.options ?? []).map((option) => option.value),
        },
        ...walk(each.classifications ?? [], 'classifications', title),
      ];
    });
  return PARTS.flatMap((part) => walk(schema[part], part, ''));
}
