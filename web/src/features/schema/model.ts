import type { CategorySchema, SchemaClass, SchemaOption } from '@/api/types';
import { nextColor } from '@/ui/palette';

/** The three lists of a schema. */
export const SECTIONS = ['tools', 'classifications', 'relations'] as const;
export type SectionName = (typeof SECTIONS)[number];

/** Way to a class: the section, then positions in the nested `classifications`. */
export interface NodePath {
  section: SectionName;
  indexes: readonly number[];
}

export interface Kind {
  tool: string;
  label: string;
  hasOptions: boolean;
}

/** Kinds that can be added here; others are kept as they are. */
export const TOOL_KINDS: Kind[] = [
  { tool: 'bounding-box', label: 'Bounding box', hasOptions: false },
  { tool: 'polygon', label: 'Polygon', hasOptions: false },
  { tool: 'point', label: 'Point', hasOptions: false },
];

export const QUESTION_KINDS: Kind[] = [
  { tool: 'radio', label: 'Radio', hasOptions: true },
  { tool: 'checkbox', label: 'Checkbox', hasOptions: true },
  { tool: 'single-dropdown', label: 'Dropdown', hasOptions: true },
  { tool: 'text', label: 'Text', hasOptions: false },
];

/** Kinds with the same data, so that one may become the other. */
export const CONVERTIBLE: string[][] = [['radio', 'single-dropdown']];

export function kindOf(tool: string): Kind | undefined {
  return [...TOOL_KINDS, ...QUESTION_KINDS].find((kind) => kind.tool === tool);
}

/** 23 hex characters, the form of ids made in the browser. */
export function newSchemaId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return [...bytes]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')
    .slice(0, 23);
}

export const childrenOf = (node: SchemaClass): SchemaClass[] =>
  Array.isArray(node.classifications) ? node.classifications : [];

export const optionsOf = (node: SchemaClass): SchemaOption[] =>
  Array.isArray(node.options) ? node.options : [];

const sectionOf = (schema: CategorySchema, section: SectionName): SchemaClass[] =>
  Array.isArray(schema[section]) ? schema[section] : [];

/** Address of a node as text: a React key, and the form in which faults name places. */
export function pathKey(path: NodePath): string {
  const [first, ...rest] = path.indexes;
  return `${path.section}[${first ?? ''}]${rest.map((index) => `.classifications[${index}]`).join('')}`;
}

export function nodeAt(schema: CategorySchema, path: NodePath): SchemaClass | undefined {
  let list = sectionOf(schema, path.section);
  let node: SchemaClass | undefined;
  for (const index of path.indexes) {
    node = list[index];
    if (!node) {
      return undefined;
    }
    list = childrenOf(node);
  }
  return node;
}

/** The list a path's last index points into, replaced by the function's result. */
function mapList(
  schema: CategorySchema,
  path: NodePath,
  change: (list: SchemaClass[]) => SchemaClass[],
): CategorySchema {
  const descend = (list: SchemaClass[], depth: number): SchemaClass[] => {
    if (depth === path.indexes.length - 1) {
      return change(list);
    }
    return list.map((node, index) =>
      index === path.indexes[depth]
        ? { ...node, classifications: descend(childrenOf(node), depth + 1) }
        : node,
    );
  };
  return { ...schema, [path.section]: descend(sectionOf(schema, path.section), 0) };
}

const lastIndex = (path: NodePath) => path.indexes[path.indexes.length - 1] ?? 0;

/** Changes some keys of one class; all others stay as they are. */
export function patchNode(
  schema: CategorySchema,
  path: NodePath,
  patch: Partial<SchemaClass>,
): CategorySchema {
  return mapList(schema, path, (list) =>
    list.map((node, index) => (index === lastIndex(path) ? { ...node, ...patch } : node)),
  );
}

export function removeNode(schema: CategorySchema, path: NodePath): CategorySchema {
  return mapList(schema, path, (list) => list.filter((_, index) => index !== lastIndex(path)));
}

/** Puts a class before the position of the path. */
export function insertNode(
  schema: CategorySchema,
  path: NodePath,
  node: SchemaClass,
): CategorySchema {
  return mapList(schema, path, (list) => [
    ...list.slice(0, lastIndex(path)),
    node,
    ...list.slice(lastIndex(path)),
  ]);
}

/** Path of the sibling at a position. */
export function siblingPath(path: NodePath, index: number): NodePath {
  return { ...path, indexes: [...path.indexes.slice(0, -1), index] };
}

/** Moves a class among its siblings; the new path, or the old one when it cannot move. */
export function moveNode(
  schema: CategorySchema,
  path: NodePath,
  to: number,
): { schema: CategorySchema; path: NodePath } {
  const from = lastIndex(path);
  const node = nodeAt(schema, path);
  if (!node || to === from || !nodeAt(schema, siblingPath(path, to))) {
    return { schema, path };
  }
  const next = mapList(schema, path, (list) => {
    const others = list.filter((_, index) => index !== from);
    return [...others.slice(0, to), node, ...others.slice(to)];
  });
  return { schema: next, path: siblingPath(path, to) };
}

export interface FlatNode {
  path: NodePath;
  node: SchemaClass;
  depth: number;
  siblings: number;
  /** Title of the parent's option that reveals it. */
  revealedBy: string | undefined;
}

/** All classes of a section, depth first, as the tree shows them. */
export function flatten(schema: CategorySchema, section: SectionName): FlatNode[] {
  const result: FlatNode[] = [];
  const walk = (list: SchemaClass[], indexes: number[], parent: SchemaClass | undefined) => {
    list.forEach((node, index) => {
      const path = { section, indexes: [...indexes, index] };
      const revealing = node.parentOptionId
        ? optionsOf(parent ?? node).find((option) => option.schemaId === node.parentOptionId)
        : undefined;
      result.push({
        path,
        node,
        depth: indexes.length,
        siblings: list.length,
        revealedBy: revealing?.value,
      });
      walk(childrenOf(node), path.indexes, node);
    });
  };
  walk(sectionOf(schema, section), [], undefined);
  return result;
}

export function allNodes(schema: CategorySchema): FlatNode[] {
  return SECTIONS.flatMap((section) => flatten(schema, section));
}

/** A new class of a kind, with the next free colour of the palette. */
export function makeNode(schema: CategorySchema, kind: Kind): SchemaClass {
  const used = allNodes(schema).map(({ node }) => node.color ?? '');
  return {
    tool: kind.tool,
    title: '',
    schemaId: newSchemaId(),
    required: false,
    color: nextColor(used),
    shortcutKey: '',
    options: [],
    classifications: [],
  };
}

/** Adds options for lines not there yet; blanks and repeats are left out. */
export function addOptions(options: SchemaOption[], text: string): SchemaOption[] {
  const known = new Set(options.map((option) => option.value));
  const added = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !known.has(line) && known.add(line));
  return [...options, ...added.map((value) => ({ value, schemaId: newSchemaId() }))];
}
