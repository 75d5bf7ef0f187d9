import type { GeometryKind } from './annotation';

/** An answer option of a choice question. */
export interface ClassOption {
  readonly value: string;
  readonly schemaId: string;
}

/** One class of the category schema: a tool, a question or a relation. Clients may send any field as `null`. */
export interface ClassDefinition {
  readonly schemaId: string;
  readonly tool: string;
  readonly title: string;
  readonly color?: string | null;
  readonly shortcutKey?: string | null;
  readonly required?: boolean | null;
  readonly description?: string | null;
  readonly disabled?: boolean | null;
  readonly multiple?: boolean | null;
  readonly regex?: string | null;
  readonly placeholder?: string | null;
  readonly richText?: boolean | null;
  readonly minLength?: number | null;
  readonly maxLength?: number | null;
  readonly minSelections?: number | null;
  readonly maxSelections?: number | null;
  readonly minPoints?: number | null;
  readonly maxPoints?: number | null;
  /** Least and most objects, on each page when `perPage`. */
  readonly min?: number | null;
  readonly max?: number | null;
  readonly perPage?: boolean | null;
  readonly options?: readonly ClassOption[] | null;
  readonly classifications?: readonly ClassDefinition[] | null;
  readonly parentOptionId?: string | null;
  readonly parentOptionIds?: readonly string[] | null;
}

/** The category schema as the project object carries it. */
export interface CategorySchema {
  readonly tools: readonly ClassDefinition[];
  readonly classifications: readonly ClassDefinition[];
  readonly relations: readonly ClassDefinition[];
}

/** The kinds an image can carry. */
export const IMAGE_TOOLS: readonly string[] = [
  'bounding-box',
  'rotated-bounding-box',
  'polygon',
  'polyline',
  'spline',
  'segmentation',
  'point',
  'circle',
  'brush',
];

/** The kinds the image editor can draw and change; others are shown and kept. */
export const EDITABLE_TOOLS: readonly GeometryKind[] = ['bounding-box', 'polygon', 'point'];

/** Drawn when a class has no colour or is not in the schema. */
export const UNKNOWN_COLOR = '#8E9196';

/** Distinct over photographs and for colour-blind eyes; used for classes without a colour. */
const PALETTE = ['#E69F00', '#56B4E9', '#009E73', '#F0E442', '#4C8DFF', '#D55E00', '#CC79A7'];

/** Look-ups in a category schema. */
export class Schema {
  readonly tools: readonly ClassDefinition[];
  readonly questions: readonly ClassDefinition[];
  readonly relations: readonly ClassDefinition[];
  readonly #tools = new Map<string, ClassDefinition>();
  readonly #colors = new Map<string, string>();

  constructor(source: Partial<CategorySchema> | null | undefined) {
    this.tools = (source?.tools ?? []).filter((tool) => IMAGE_TOOLS.includes(tool.tool));
    this.questions = source?.classifications ?? [];
    this.relations = source?.relations ?? [];
    this.tools.forEach((tool, index) => {
      this.#tools.set(tool.schemaId, tool);
      this.#colors.set(
        tool.schemaId,
        parseColor(tool.color)
          ? (tool.color as string)
          : (PALETTE[index % PALETTE.length] ?? UNKNOWN_COLOR),
      );
    });
  }

  /** The tool class of an object, `undefined` when the class is unknown. */
  toolClass(schemaId: string): ClassDefinition | undefined {
    return this.#tools.get(schemaId);
  }

  /** The drawing colour of a class. */
  colorOf(schemaId: string): string {
    return this.#colors.get(schemaId) ?? UNKNOWN_COLOR;
  }

  /** The classes an object of this kind may be changed to. */
  classesOfKind(kind: string): readonly ClassDefinition[] {
    return this.tools.filter((tool) => tool.tool === kind);
  }
}

/** `#RRGGBB` or `#RGB` as red, green and blue in 0-255, `null` for anything else. */
export function parseColor(
  color: string | null | undefined,
): readonly [number, number, number] | null {
  const match = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(color ?? '');
  if (!match) return null;
  const digits = match[1] ?? '';
  const full = digits.length === 3 ? digits.replace(/./g, '$&$&') : digits;
  const value = parseInt(full, 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}
