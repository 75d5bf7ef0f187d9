import type { CategorySchema, FaultDetail } from '@/api/types';
import { allNodes, kindOf, nodeAt, optionsOf, pathKey, SECTIONS, type NodePath } from './model';

/** Something wrong with one class; errors stop the save, warnings do not. */
export interface Fault {
  /** Key of the class, see `pathKey`; undefined = the schema as a whole. */
  at: string | undefined;
  /** The key inside the class it is about. */
  field: string | undefined;
  message: string;
  level: 'error' | 'warning';
}

/** What can be told without the server. */
export function findFaults(schema: CategorySchema): Fault[] {
  const faults: Fault[] = [];
  const ids = new Map<string, string>();
  const shortcuts = new Map<string, string>();
  for (const { node, path } of allNodes(schema)) {
    const at = pathKey(path);
    const add = (field: string, message: string, level: Fault['level'] = 'error') =>
      faults.push({ at, field, message, level });
    if (!node.title || node.title.trim() === '') {
      add('title', 'Give it a title');
    }
    for (const id of [node.schemaId, ...optionsOf(node).map((option) => option.schemaId)]) {
      if (id && ids.has(id)) {
        add('schemaId', `The schema id ${id} is used twice`);
      }
      if (id) {
        ids.set(id, at);
      }
    }
    if (node.color && !/^#[0-9a-f]{6}$/i.test(node.color)) {
      add('color', 'A colour is written like #0072B2');
    }
    if (node.shortcutKey) {
      const other = shortcuts.get(node.shortcutKey.toLowerCase());
      if (other) {
        add('shortcutKey', `“${other}” has this shortcut too; only one of them works`, 'warning');
      }
      shortcuts.set(node.shortcutKey.toLowerCase(), node.title);
    }
    const values = optionsOf(node).map((option) => option.value);
    if (new Set(values).size < values.length) {
      add('options', 'Two options have the same text');
    }
    if (values.some((value) => typeof value !== 'string' || value.trim() === '')) {
      add('options', 'An option has no text');
    }
    if (kindOf(node.tool)?.hasOptions && values.length === 0) {
      add('options', 'Without options the question cannot be answered', 'warning');
    }
    const parent =
      path.indexes.length > 1
        ? nodeAt(schema, { ...path, indexes: path.indexes.slice(0, -1) })
        : undefined;
    if (
      node.parentOptionId &&
      !(parent && optionsOf(parent).some((option) => option.schemaId === node.parentOptionId))
    ) {
      add('parentOptionId', 'The option that revealed this question is gone; choose another');
    }
    if (typeof node.regex === 'string' && node.regex !== '' && !isPattern(node.regex)) {
      add('regex', 'This pattern is not valid');
    }
  }
  return faults;
}

function isPattern(source: string): boolean {
  try {
    new RegExp(source, 'u');
    return true;
  } catch {
    return false;
  }
}

/** Puts a fault of the server beside the class it is about. */
export function placeFault(detail: FaultDetail, level: Fault['level']): Fault {
  const tokens = (detail.path ?? '').match(/[^.[\]/$\s]+/g) ?? [];
  if (tokens[0] === 'categorySchema') {
    tokens.shift();
  }
  const section = SECTIONS.find((each) => each === tokens[0]);
  const indexes: number[] = [];
  let rest = tokens.slice(1);
  while (rest.length > 0 && /^\d+$/.test(rest[0] ?? '')) {
    indexes.push(Number(rest[0]));
    rest = rest.slice(1);
    if (rest[0] !== 'classifications') {
      break;
    }
    rest = rest.slice(1);
  }
  const path: NodePath | undefined =
    section && indexes.length > 0 ? { section, indexes } : undefined;
  return {
    at: path ? pathKey(path) : undefined,
    field: rest[0],
    message: detail.message,
    level,
  };
}
