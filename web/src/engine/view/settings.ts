import { clamp } from '../geometry/point';

/** How the canvas looks. View only: nothing here changes data. */
export interface ViewSettings {
  /** Fill strength of annotations in percent. */
  readonly opacity: number;
  readonly brightness: number;
  readonly contrast: number;
  readonly lineWidth: number;
  readonly pointSize: number;
  readonly smoothing: boolean;
  readonly hideUnknown: boolean;
  readonly labels: 'none' | 'title' | 'id';
  /** The tool stays selected after placing an object. */
  readonly fastTool: boolean;
  /** Lines through the pointer. */
  readonly guides: boolean;
}

/** What a user starts with. */
export const DEFAULT_SETTINGS: ViewSettings = {
  opacity: 40,
  brightness: 0,
  contrast: 0,
  lineWidth: 2,
  pointSize: 6,
  smoothing: true,
  hideUnknown: false,
  labels: 'none',
  fastTool: false,
  guides: false,
};

/** The numeric settings with their limits. */
export const SETTING_LIMITS = {
  opacity: [0, 100],
  brightness: [-100, 100],
  contrast: [-100, 100],
  lineWidth: [1, 10],
  pointSize: [1, 30],
} as const;

/** Reads remembered settings; whatever is missing or out of range takes its default. */
export function readSettings(text: string | null): ViewSettings {
  let found: Record<string, unknown> = {};
  try {
    const parsed: unknown = JSON.parse(text ?? '{}');
    if (typeof parsed === 'object' && parsed !== null) found = parsed as Record<string, unknown>;
  } catch {
    // Not ours or damaged: start with the defaults.
  }
  const settings: Record<string, unknown> = { ...DEFAULT_SETTINGS };
  for (const [key, value] of Object.entries(DEFAULT_SETTINGS)) {
    if (typeof found[key] === typeof value) settings[key] = found[key];
  }
  for (const [key, [low, high]] of Object.entries(SETTING_LIMITS)) {
    settings[key] = clamp(settings[key] as number, low, high);
  }
  if (!['none', 'title', 'id'].includes(settings['labels'] as string)) settings['labels'] = 'none';
  return settings as unknown as ViewSettings;
}
