/** What the codes of an import mean, in a few words; codes not named here are shown as they are. */
const TITLES: Record<string, string> = {
  ASSET_NOT_FOUND: 'No such asset',
  KEY_MISMATCH: 'Keys name different tasks',
  NOT_TODO: 'Already worked on',
  MISSING_CLASS: 'Class not named',
  UNKNOWN_CLASS: 'Unknown class',
  AMBIGUOUS_TITLE: 'Title of several classes',
  TYPE_MISMATCH: 'Not the tool of its class',
  BAD_GEOMETRY: 'Broken shape',
  OUT_OF_BOUNDS: 'Outside the asset',
  PAGE_OUT_OF_RANGE: 'No such page or frame',
  SELECTION_MISMATCH: 'Text differs from its place',
  DUPLICATE_OBJECT_ID: 'Object id used twice',
  UNKNOWN_OPTION: 'Unknown option',
  NESTED_NOT_OPEN: 'Question not opened by its answer',
  BAD_ANSWER_TYPE: 'Wrong kind of answer',
  RELATION_END_MISSING: 'Relation without an end',
  RELATION_TOO_SMALL: 'Relation of less than two',
  RELATION_SELF: 'Relation with itself',
  BAD_OBJECT_ID: 'Object id cannot be used',
  BAD_VALUE: 'Value cannot be used',
  NOT_AN_OBJECT: 'Not an object',
  NOT_A_LIST: 'Not a list',
  NOT_JSON: 'Not JSON',
  NO_LABELS: 'No labels',
  SIZE_UNKNOWN: 'Size of the asset unknown',
  MASK_UNREADABLE: 'Mask cannot be read',
  MASK_SIZE: 'Mask of another size',
  MASK_COLOR: 'Mask with unknown colors',
  MASK_LABEL: 'Mask with unknown values',
  CLIPPED: 'Cut at the border',
  REGEX_MISMATCH: 'Text does not fit its pattern',
  DUPLICATE_ANSWER: 'Answered twice',
  LEGACY_FORM: 'Older form',
  MATCHED_WITHOUT_FOLDERS: 'Found in another folder',
  MATCHED_WITHOUT_EXTENSION: 'Found with another extension',
  LEFT_OUT: 'No place here',
  EARLIER_LABELS_STAY: 'Earlier labels stay',
  NOTHING_LABELED: 'Nothing labeled',
};

/** A code in words. */
export function codeTitle(code: string): string {
  const words = code.toLowerCase().replaceAll('_', ' ');
  return TITLES[code] ?? words.charAt(0).toUpperCase() + words.slice(1);
}
