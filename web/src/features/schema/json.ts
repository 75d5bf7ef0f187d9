import type { CategorySchema } from '@/api/types';
import { readJson, type JsonFault } from '@/ui/json';
import { SECTIONS } from './model';

export type ParsedSchema =
  { schema: CategorySchema; fault?: undefined } | { schema?: undefined; fault: JsonFault };

/** Indented JSON of a schema, as the JSON panel shows it. */
export function formatSchema(schema: CategorySchema): string {
  return JSON.stringify(schema, null, 2);
}

/** Checks every class of a list, nested ones too; the first thing that is not a class. */
function shapeFault(list: unknown[], where: string): string | undefined {
  for (const [index, item] of list.entries()) {
    const at = `${where}[${index}]`;
    if (typeof item !== 'object' || item === null || Array.isArray(item)) {
      return `${at} must be an object`;
    }
    const node = item as Record<string, unknown>;
    if (typeof node.tool !== 'string') {
      return `${at} needs a text "tool"`;
    }
    for (const key of ['options', 'classifications']) {
      if (node[key] !== undefined && node[key] !== null && !Array.isArray(node[key])) {
        return `${at}.${key} must be a list`;
      }
    }
    const options = (node.options ?? []) as unknown[];
    if (options.some((option) => typeof option !== 'object' || option === null)) {
      return `${at}.options must hold objects with "value"`;
    }
    const nested = shapeFault((node.classifications ?? []) as unknown[], `${at}.classifications`);
    if (nested) {
      return nested;
    }
  }
  return undefined;
}

/** Reads the text of the JSON panel; bad JSON is told with line and column. */
export function parseSchema(text: string): ParsedSchema {
  const read = readJson(text);
  if (read.fault) {
    return read;
  }
  const { value } = read;
  const fault = (message: string): ParsedSchema => ({ fault: { line: 1, column: 1, message } });
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return fault('The schema must be an object with tools, classifications and relations');
  }
  const schema: Record<string, unknown> = { ...value };
  for (const section of SECTIONS) {
    schema[section] ??= [];
    const list = schema[section];
    if (!Array.isArray(list)) {
      return fault(`"${section}" must be a list`);
    }
    const message = shapeFault(list, section);
    if (message) {
      return fault(message);
    }
  }
  return { schema: schema as CategorySchema };
}
