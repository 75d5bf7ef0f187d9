import {
  type AnswerEntry,
  geometryKind,
  type GeometryKind,
  sameJson,
  type ToolObject,
} from '../model/annotation';
import { type Motion, motion, type Rules } from './interpolation';

/** Frames from one to another, both included. */
export interface FrameRange {
  readonly from: number;
  readonly to: number;
}

/** The frame an entry stands on; the first when none is given. */
export function frameOf(entry: { readonly [key: string]: unknown }): number {
  return typeof entry.page === 'number' ? entry.page : 0;
}

/** Whether the object is gone, or the answer ends, on the frame of this entry. */
export function isStop(entry: { readonly [key: string]: unknown }): boolean {
  return entry.interpolationStopped === true;
}

/** One object from a key frame to before its next one. */
class TrackStep {
  /** Made when first needed. */
  private way: Motion | null = null;
  readonly from: number;
  /** The answers that hold on the step. */
  readonly answers: readonly AnswerEntry[];

  constructor(
    readonly keyFrame: ToolObject,
    private readonly next: ToolObject | null,
    held: readonly AnswerEntry[],
    private readonly rules: Rules,
  ) {
    this.from = frameOf(keyFrame);
    this.answers = answersAfter(held, keyFrame.classifications);
  }

  get isOff(): boolean {
    return isStop(this.keyFrame);
  }

  /** The object on a frame of this step. */
  at(frame: number): ToolObject | null {
    if (this.isOff) return null;
    if (frame === this.from) {
      const ends = this.keyFrame.classifications.filter(isStop);
      return { ...this.keyFrame, keyFrame: true, classifications: [...this.answers, ...ends] };
    }
    const interpolated: { -readonly [Key in keyof ToolObject]: ToolObject[Key] } = {
      ...this.keyFrame,
      ...this.shapeAt(frame),
      page: frame,
      classifications: this.answers,
    };
    delete interpolated.keyFrame;
    return interpolated;
  }

  private shapeAt(frame: number): Partial<Record<GeometryKind, unknown>> {
    const kind = geometryKind(this.keyFrame);
    if (!kind || !this.next || geometryKind(this.next) !== kind) return {};
    this.way ??= motion(kind, this.keyFrame[kind], this.next[kind], this.rules);
    return { [kind]: this.way(frame - this.from, frameOf(this.next) - this.from) };
  }
}

/** What holds from a key frame on: an answer until the same question is answered again or switched off. */
function answersAfter(
  held: readonly AnswerEntry[],
  given: readonly AnswerEntry[],
): readonly AnswerEntry[] {
  if (sameJson(held, given)) return held;
  const byQuestion = new Map<string, AnswerEntry[]>();
  const list = (schemaId: string): AnswerEntry[] => {
    const known = byQuestion.get(schemaId) ?? [];
    byQuestion.set(schemaId, known);
    return known;
  };
  for (const answer of held) list(answer.schemaId).push(answer);
  for (const answer of given) list(answer.schemaId).length = 0;
  for (const answer of given) {
    if (!isStop(answer)) list(answer.schemaId).push(answer);
  }
  return [...byQuestion.values()].flat();
}

/** One object through a video, with all its key frames. */
export class Track {
  /** The key frames by rising frame, of several on one frame the last. */
  readonly keyFrames: readonly ToolObject[];
  private readonly steps: readonly TrackStep[];

  constructor(
    readonly objectId: string,
    entries: readonly ToolObject[],
    rules: Rules,
  ) {
    const isMarked = entries.some((entry) => entry.keyFrame === true);
    const sorted = entries
      .filter((entry) => !isMarked || entry.keyFrame === true || isStop(entry))
      .sort((a, b) => frameOf(a) - frameOf(b));
    this.keyFrames = sorted.filter((entry, index) => {
      const next = sorted[index + 1];
      return !next || frameOf(next) > frameOf(entry);
    });
    const steps: TrackStep[] = [];
    let held: readonly AnswerEntry[] = [];
    this.keyFrames.forEach((keyFrame, index) => {
      const step = new TrackStep(keyFrame, this.keyFrames[index + 1] ?? null, held, rules);
      held = step.answers;
      steps.push(step);
    });
    this.steps = steps;
  }

  /** The object on a frame; `null` where it is not visible. */
  at(frame: number): ToolObject | null {
    return this.steps[lastBefore(this.steps.length, frame, this.startOf)]?.at(frame) ?? null;
  }

  private readonly startOf = (index: number): number => (this.steps[index] as TrackStep).from;

  /** Where the object is visible in a video of so many frames. */
  ranges(frameTotal: number): FrameRange[] {
    const ranges: FrameRange[] = [];
    let from: number | null = null;
    for (const step of this.steps) {
      if (!step.isOff) {
        from ??= step.from;
      } else if (from !== null) {
        ranges.push({ from, to: step.from - 1 });
        from = null;
      }
    }
    if (from !== null && from < frameTotal) ranges.push({ from, to: frameTotal - 1 });
    return ranges;
  }
}

/** The place of the last of `count` rising frames that is not after `frame`, -1 when there is none. */
export function lastBefore(
  count: number,
  frame: number,
  frameAt: (index: number) => number,
): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (frameAt(middle) <= frame) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The objects of a video, in the order in which they were made. */
export class Tracks {
  readonly tracks: readonly Track[];

  constructor(entries: readonly ToolObject[], rules: Rules = 'complete') {
    const byId = new Map<string, ToolObject[]>();
    for (const entry of entries) {
      const own = byId.get(entry.objectId) ?? [];
      own.push(entry);
      byId.set(entry.objectId, own);
    }
    this.tracks = [...byId].map(([objectId, own]) => new Track(objectId, own, rules));
  }

  /** The objects visible on a frame. */
  at(frame: number): ToolObject[] {
    return this.tracks.flatMap((track) => track.at(frame) ?? []);
  }
}
