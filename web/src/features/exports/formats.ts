import type { LabelFormat } from '@/api/types';
import { OPEN_FORMATS } from './choices';

/** What the formats of others are for; those not named here stand under "Other". */
const GROUPS: [group: string, ids: string[]][] = [
  [
    'Images and video',
    [
      'coco',
      'yolo',
      'voc',
      'cvat',
      'datumaro',
      'labelme',
      'kitti',
      'masks',
      'mot',
      'mots',
      'geojson',
    ],
  ],
  ['Text and sound', ['conll', 'spacy', 'webvtt', 'vtt', 'rttm', 'audacity']],
  ['Medical', ['nrrd', 'nifti', 'dicom-seg', 'rtstruct']],
  [
    'Tables and reports',
    ['classification-csv', 'csv', 'tpt', 'stage-report', 'issue-csv', 'parquet'],
  ],
];

export interface FormatGroup {
  group: string;
  items: { value: string; label: string }[];
}

/** The formats to choose from, by what they are for. */
export function formatGroups(formats: LabelFormat[]): FormatGroup[] {
  const open = new Set<string>(OPEN_FORMATS.map(({ id }) => id));
  const writable = formats.filter((format) => format.writable && !open.has(format.id));
  const grouped = new Set(GROUPS.flatMap(([, ids]) => ids));
  const items = (of: LabelFormat[]) => of.map(({ id, title }) => ({ value: id, label: title }));
  return [
    {
      group: 'Complete',
      items: OPEN_FORMATS.map(({ id, title }) => ({ value: id, label: title })),
    },
    ...GROUPS.map(([group, ids]) => ({
      group,
      items: items(ids.flatMap((id) => writable.find((format) => format.id === id) ?? [])),
    })),
    { group: 'Other', items: items(writable.filter(({ id }) => !grouped.has(id))) },
  ].filter((each) => each.items.length > 0);
}
