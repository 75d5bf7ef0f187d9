/** One option of a converter, as a field of the form; its key is the one of the format's config. */
export type FormatOption = { key: string; label: string; description?: string } & (
  | { kind: 'flag'; otherwise: boolean }
  | { kind: 'choice'; choices: { value: string; label: string }[]; otherwise: string }
  | { kind: 'text'; placeholder?: string }
  | { kind: 'date' }
  /** The title of a question of the project. */
  | { kind: 'question' }
  /** The name of a stage of the project. */
  | { kind: 'stage' }
);

const choices = (pairs: Record<string, string>) =>
  Object.entries(pairs).map(([value, label]) => ({ value, label }));

const DATES: FormatOption[] = [
  { kind: 'date', key: 'start_date', label: 'Worked on from' },
  { kind: 'date', key: 'end_date', label: 'Worked on through' },
  {
    kind: 'choice',
    key: 'duration_unit',
    label: 'Durations in',
    choices: choices({ msec: 'Milliseconds', sec: 'Seconds', min: 'Minutes', hour: 'Hours' }),
    otherwise: 'sec',
  },
];

/** The options people change; all others can be given as JSON. */
const OPTIONS: Record<string, FormatOption[]> = {
  coco: [
    {
      kind: 'flag',
      key: 'box_as_polygon',
      label: 'Boxes as polygons too',
      description: 'Four corners in segmentation',
      otherwise: false,
    },
  ],
  yolo: [
    {
      kind: 'choice',
      key: 'kind',
      label: 'Kind',
      choices: choices({
        detection: 'Detection: boxes',
        obb: 'Oriented boxes',
        segmentation: 'Segmentation: outlines',
        pose: 'Pose: boxes with points',
        classification: 'Classification of images',
      }),
      otherwise: 'detection',
    },
    {
      kind: 'question',
      key: 'question',
      label: 'Question',
      description: 'For classification: whose answers are the classes',
    },
  ],
  voc: [
    {
      kind: 'choice',
      key: 'coordinates',
      label: 'Coordinates',
      choices: choices({ pixels: 'As drawn', devkit: 'Whole pixels, counted from 1' }),
      otherwise: 'pixels',
    },
  ],
  datumaro: [{ kind: 'text', key: 'subset', label: 'Subset', placeholder: 'default' }],
  conll: [
    {
      kind: 'choice',
      key: 'tokens',
      label: 'Tokens',
      choices: choices({ words: 'Words and signs', blanks: 'Parted at blanks only' }),
      otherwise: 'words',
    },
    { kind: 'flag', key: 'single_file', label: 'All texts in one file', otherwise: false },
  ],
  spacy: [
    {
      kind: 'choice',
      key: 'form',
      label: 'Form',
      choices: choices({ document: 'Documents', training: 'Training examples' }),
      otherwise: 'document',
    },
  ],
  webvtt: [
    {
      kind: 'question',
      key: 'text_question',
      label: 'Question with the words',
      description: 'Empty: the first text question',
    },
  ],
  rttm: [
    { kind: 'flag', key: 'single_file', label: 'All recordings in one file', otherwise: false },
  ],
  tpt: [
    ...DATES,
    {
      kind: 'flag',
      key: 'count_nested_classifications',
      label: 'Count nested answers',
      otherwise: true,
    },
  ],
  'stage-report': [
    ...DATES,
    {
      kind: 'stage',
      key: 'gold_stage',
      label: 'Stage taken as right',
      description: 'With the next: precision, recall and accuracy',
    },
    { kind: 'stage', key: 'evaluation_stage', label: 'Stage compared with it' },
  ],
  'issue-csv': [
    { kind: 'flag', key: 'include_people', label: 'Who labeled and reviewed', otherwise: false },
  ],
  masks: [
    {
      kind: 'choice',
      key: 'class_mapping_type',
      label: 'Values of the classes',
      choices: choices({
        single_channel_sequential: 'Grey 1, 2, 3 …',
        single_channel_diverging: 'Grey 255, 128, 192, 64 …',
        multi_channel_qualitative: 'A fixed palette',
        project_colors: 'Colors of the schema',
      }),
      otherwise: 'single_channel_sequential',
    },
  ],
};

export const optionsOf = (format: string): FormatOption[] => OPTIONS[format] ?? [];

/** The config with one option set; what is the default, or empty, is left out. */
export function withOption(
  config: Record<string, unknown>,
  option: FormatOption,
  value: unknown,
): Record<string, unknown> {
  const others = Object.fromEntries(Object.entries(config).filter(([key]) => key !== option.key));
  const isDefault = 'otherwise' in option && value === option.otherwise;
  return isDefault || value === null || value === '' ? others : { ...others, [option.key]: value };
}
