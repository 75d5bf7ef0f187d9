import { parse, printParseErrorCode, type ParseError } from 'jsonc-parser';

/** Where and why a text is not what it should be; both count from 1. */
export interface JsonFault {
  line: number;
  column: number;
  message: string;
}

export type ReadJson = { value: unknown; fault?: undefined } | { fault: JsonFault };

function position(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  const line = before.split('\n').length;
  return { line, column: offset - before.lastIndexOf('\n') };
}

/** The number of characters before a place; both count from 1. */
export function offsetOf(text: string, line: number, column: number): number {
  const before = text.split('\n').slice(0, line - 1);
  return before.reduce((sum, each) => sum + each.length + 1, 0) + column - 1;
}

function words(code: string): string {
  const spaced = code
    .replace(/([A-Z])/g, ' $1')
    .toLowerCase()
    .trim();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

/** Reads strict JSON that somebody typed; the first fault is told with its place. */
export function readJson(text: string): ReadJson {
  const errors: ParseError[] = [];
  const value: unknown = parse(text, errors, { allowTrailingComma: false, disallowComments: true });
  const [error] = errors;
  return error
    ? {
        fault: {
          ...position(text, error.offset),
          message: words(printParseErrorCode(error.error)),
        },
      }
    : { value };
}
