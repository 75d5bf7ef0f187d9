import { parse, printParseErrorCode, type ParseError } from 'jsonc-parser';
import type { CategorySchema } from '@/api/types';
import { SECTIONS } from './model';

/** Where and why a text is not a schema. */
export interface JsonFault {
  line: number;
  column: number;
  message: string;
}

export type ParsedSchema =
  { schema: CategorySchema; fault?: undefined } | { schema?: undefined; fault: JsonFault };

function position(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  const line = before.split('\n').length;
  return { line, column: offset - before.lastIndexOf('\n') };
}

function words(code: string): string {
  const spaced = code
    .replace(/([A-Z])/g, ' $1')
    .toLowerCase()
    .trim();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

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
  const errors: ParseError[] = [];
  const value: unknown = parse(text, errors, { allowTrailingComma: false, disallowComments: true });
  const [error] = errors;
  if (error) {
    return {
      fault: { ...position(text, error.offset), message: words(printParseErrorCode(error.error)) },
    };
  }
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
