import { readJson } from '@/ui/json';
import { isOwnFormat } from '@/api/formats';
import type { ExportOptions, Project, TimeRange } from '@/api/types';

/** The open format in its three layouts; all others are converters. */
export const OPEN_FORMATS = [
  { id: 'json', title: 'JSON', description: 'One file with one list of all assets' },
  { id: 'ndjson', title: 'NDJSON', description: 'One file, one asset per line, for streaming' },
  { id: 'split', title: 'NDJSON (split)', description: 'One file per asset' },
] as const;

/** Switches of the open format with what they mean; the others hold for every format. */
export const CONTENTS = [
  {
    key: 'includeMetadata',
    label: 'Annotation metadata',
    description: 'Who made and changed each annotation, and when',
  },
  {
    key: 'includeHistory',
    label: 'Stage history',
    description: 'Each stage a task went through, with its labels and time',
  },
  { key: 'includeAssets', label: 'Asset links', description: 'Addresses of the files' },
  {
    key: 'includeSegmentationPoints',
    label: 'Segmentation points',
    description: 'Outlines of segmentations; off leaves them empty',
  },
  {
    key: 'includeIdleBlurDurations',
    label: 'Idle and blur time',
    description: 'Time without input or with another window in front',
  },
  {
    key: 'includePdfImages',
    label: 'PDF box images',
    description: 'The picture inside each box on a PDF; makes files large',
  },
] as const;

export type ContentKey = (typeof CONTENTS)[number]['key'];

/** Shares in whole percent. */
export interface SplitChoice {
  train: number;
  validation: number;
  test: number;
  by: 'hash' | 'batch';
}

/** What the form holds. */
export interface ExportChoices {
  format: string;
  /** Only these tasks; none = all. */
  tasks: string[];
  /** None = all. */
  stages: string[];
  batches: string[];
  since: string | null;
  /** Days in local time, `2026-05-04T09:00`; empty = open. */
  created: { from: string; to: string };
  updated: { from: string; to: string };
  contents: Record<ContentKey, boolean>;
  includeOnlyKeyFrames: boolean;
  includeSchema: boolean;
  videoFormat: 'flat' | 'track';
  legacy: boolean;
  split: SplitChoice | null;
  /** JSON text with the options of the format; empty = defaults. */
  config: string;
  sendEmail: boolean;
}

/**
 * What the form begins with: everything complete.
 *
 * @param tasks chosen before; they are exported wherever they are
 */
export function initialChoices(project: Project, tasks: string[] = []): ExportChoices {
  const complete = project.stages.filter((stage) => stage.type === 'Complete');
  return {
    format: 'json',
    tasks,
    stages: tasks.length > 0 ? [] : complete.map((stage) => stage.id),
    batches: [],
    since: null,
    created: { from: '', to: '' },
    updated: { from: '', to: '' },
    contents: {
      includeMetadata: true,
      includeHistory: true,
      includeAssets: true,
      includeSegmentationPoints: true,
      includeIdleBlurDurations: false,
      includePdfImages: false,
    },
    includeOnlyKeyFrames: false,
    includeSchema: true,
    videoFormat: 'flat',
    legacy: false,
    split: null,
    config: '',
    sendEmail: false,
  };
}

export interface ChoiceFaults {
  config?: string;
  split?: string;
  created?: string;
  updated?: string;
}

type Config = { value: Record<string, unknown> | undefined } | { fault: string };

/** The options of a format from their text. */
export function readConfig(text: string): Config {
  if (text.trim() === '') {
    return { value: undefined };
  }
  const read = readJson(text);
  if (read.fault) {
    const { line, column, message } = read.fault;
    return { fault: `Line ${line}, column ${column}: ${message.toLowerCase()}` };
  }
  const { value } = read;
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? { value: value as Record<string, unknown> }
    : { fault: 'Expected an object, such as {"key": "value"}' };
}

function rangeFault({ from, to }: { from: string; to: string }): string | undefined {
  return from && to && from >= to ? 'The end must be later than the start' : undefined;
}

/** What keeps the form from being sent, by field. */
export function faultsOf(choices: ExportChoices): ChoiceFaults {
  const config = isOwnFormat(choices.format) ? { value: undefined } : readConfig(choices.config);
  const split = choices.split;
  const sum = split ? split.train + split.validation + split.test : 100;
  const faults: ChoiceFaults = {
    config: 'fault' in config ? config.fault : undefined,
    split: sum === 100 ? undefined : `The shares make ${sum} %, they must make 100 %`,
    created: rangeFault(choices.created),
    updated: rangeFault(choices.updated),
  };
  return faults;
}

export const isSound = (faults: ChoiceFaults) => Object.values(faults).every((each) => !each);

function range({ from, to }: { from: string; to: string }): TimeRange | undefined {
  return from || to
    ? {
        ...(from ? { $gt: new Date(from).toISOString() } : {}),
        ...(to ? { $lt: new Date(to).toISOString() } : {}),
      }
    : undefined;
}

/** The request for the choices; call only without faults. */
export function toOptions(choices: ExportChoices): ExportOptions {
  const open = isOwnFormat(choices.format);
  const config = open ? { value: undefined } : readConfig(choices.config);
  const created = range(choices.created);
  const updated = range(choices.updated);
  const { split } = choices;
  return {
    format: choices.format,
    ...(choices.tasks.length > 0 ? { tasks: choices.tasks } : {}),
    ...(choices.stages.length > 0 ? { stage: choices.stages } : {}),
    ...(choices.batches.length > 0 ? { batches: choices.batches } : {}),
    ...(choices.since ? { since: choices.since } : {}),
    ...(created ? { createdAt: created } : {}),
    ...(updated ? { updatedAt: updated } : {}),
    includeOnlyKeyFrames: choices.includeOnlyKeyFrames,
    ...(open
      ? {
          ...choices.contents,
          includeSchema: choices.includeSchema,
          videoFormat: choices.videoFormat,
          version: choices.legacy ? 'legacy' : 'current',
        }
      : {}),
    ...('value' in config && config.value ? { config: config.value } : {}),
    ...(split
      ? {
          split: {
            train: split.train / 100,
            validation: split.validation / 100,
            test: split.test / 100,
            by: split.by,
          },
        }
      : {}),
    sendEmail: choices.sendEmail,
  };
}

/** About how many rows each part gets; the parts add up to the total. */
export function splitCounts(total: number, split: SplitChoice) {
  const train = Math.round((total * split.train) / 100);
  const validation = Math.min(total - train, Math.round((total * split.validation) / 100));
  return { train, validation, test: total - train - validation };
}

/** The filters of an export in words, most telling first; names where they are still known. */
export function describeFilters(options: Partial<ExportOptions>, project: Project): string[] {
  const stageName = (id: string) => project.stages.find((stage) => stage.id === id)?.name ?? id;
  const batchName = (id: string) => project.batches.find((batch) => batch._id === id)?.name ?? id;
  const day = (iso: string) =>
    new Date(iso).toLocaleString('en', { dateStyle: 'medium', timeStyle: 'short' });
  const between = (name: string, times: TimeRange | undefined) =>
    times?.$gt || times?.$lt
      ? [
          `${name}${times.$gt ? ` after ${day(times.$gt)}` : ''}${times.$lt ? ` before ${day(times.$lt)}` : ''}`,
        ]
      : [];
  const percent = (share: number) => Math.round(share * 100);
  const { stage = [], batches = [], tasks = [], split } = options;
  return [
    ...(tasks.length > 0 ? [`${tasks.length.toLocaleString('en')} chosen tasks`] : []),
    stage.length > 0 ? stage.map(stageName).join(', ') : 'All stages',
    ...(batches.length > 0 ? [`batches ${batches.map(batchName).join(', ')}`] : []),
    ...(options.since ? ['changed since an earlier export'] : []),
    ...between('created', options.createdAt),
    ...between('updated', options.updatedAt),
    ...(split
      ? [
          `split ${percent(split.train)} / ${percent(split.validation)} / ${percent(split.test)}${split.by === 'batch' ? ' by batch' : ''}`,
        ]
      : []),
    ...(options.includeOnlyKeyFrames ? ['key frames only'] : []),
    ...(options.version === 'legacy' ? ['legacy version'] : []),
  ];
}
