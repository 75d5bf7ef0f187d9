import { describe, expect, it } from 'vitest';
import interpolationCases from '../../../../annotation/src/test/vectors/interpolation.json';
import stepCases from '../../../../annotation/src/test/vectors/steps.json';
import trackCases from '../../../../annotation/src/test/vectors/tracks.json';
import {
  type AnswerEntry,
  geometryKind,
  type GeometryKind,
  type ToolObject,
} from '../model/annotation';
import { AnswerSteps } from './answerSteps';
import { motion } from './interpolation';
import { frameOf, Tracks } from './tracks';
import { cosine, sine } from './turn';

/** The cases shared with the server; numbers must agree to the last digit. */

interface InterpolationCase {
  readonly name: string;
  readonly key: GeometryKind;
  readonly from: unknown;
  readonly to: unknown;
  readonly step: number;
  readonly of: number;
  readonly compatible?: boolean;
  readonly expected: unknown;
}

describe('between two key frames', () => {
  it.each(interpolationCases as readonly InterpolationCase[])('$name', (given) => {
    const way = motion(
      given.key,
      given.from,
      given.to,
      given.compatible ? 'compatible' : 'complete',
    );
    expect(way(given.step, given.of)).toEqual(given.expected);
  });
});

interface TrackCase {
  readonly name: string;
  readonly compatible?: boolean;
  readonly tools: readonly Partial<ToolObject>[];
  readonly frames: readonly (readonly [number, Record<string, unknown>])[];
  readonly answers?: readonly (readonly [number, Record<string, unknown>])[];
  readonly keyFrames?: Record<string, readonly number[]>;
  readonly frameTotal: number;
  readonly ranges: Record<string, readonly (readonly [number, number])[]>;
}

describe('an object through a video', () => {
  it.each(trackCases as unknown as readonly TrackCase[])('$name', (given) => {
    const entries = given.tools.map(
      (tool) => ({ classifications: [], ...tool }) as unknown as ToolObject,
    );
    const tracks = new Tracks(entries, given.compatible ? 'compatible' : 'complete');
    for (const [frame, expected] of given.frames) {
      const visible = tracks.at(frame);
      const shapes = visible.map((object) => [
        object.objectId,
        object[geometryKind(object) as GeometryKind],
      ]);
      expect(shapes).toEqual(Object.entries(expected));
      expect(visible.every((object) => frameOf(object) === frame)).toBe(true);
    }
    for (const [frame, expected] of given.answers ?? []) {
      const answers = tracks
        .at(frame)
        .map((object) => [object.objectId, object.classifications.map((each) => each.answer)]);
      expect(Object.fromEntries(answers)).toEqual(expected);
    }
    for (const track of tracks.tracks) {
      const ranges = track.ranges(given.frameTotal).map(({ from, to }) => [from, to]);
      expect(ranges).toEqual(given.ranges[track.objectId]);
      if (given.keyFrames) {
        expect(track.keyFrames.map(frameOf)).toEqual(given.keyFrames[track.objectId]);
      }
    }
  });

  it('is marked on its key frames only', () => {
    const at = (page: number, x: number) =>
      ({ objectId: 'a', page, point: [x, 0], classifications: [] }) as unknown as ToolObject;
    const tracks = new Tracks([at(0, 0), at(2, 2)]);
    expect(tracks.at(0)[0]?.keyFrame).toBe(true);
    expect(tracks.at(1)[0]).not.toHaveProperty('keyFrame');
  });
});

interface StepCase {
  readonly name: string;
  readonly multiple: readonly string[];
  readonly answers: readonly AnswerEntry[];
  readonly frameTotal: number;
  readonly frames: readonly (readonly [number, readonly string[]])[];
  readonly spans: readonly (readonly [string, number, number])[];
}

describe('an answer through a video', () => {
  it.each(stepCases as unknown as readonly StepCase[])('$name', (given) => {
    const steps = new AnswerSteps(given.answers, (schemaId) => given.multiple.includes(schemaId));
    for (const [frame, expected] of given.frames) {
      expect(steps.at(frame).map((entry) => entry.answer)).toEqual(expected);
    }
    const spans = steps
      .spans(given.frameTotal)
      .map(({ answer, frames }) => [answer.answer, frames.from, frames.to]);
    expect(spans).toEqual(given.spans);
  });
});

describe('a turn', () => {
  it('is exact in quarters and near the browser’s own numbers elsewhere', () => {
    expect([-180, 0, 180].map(cosine)).toEqual([-1, 1, -1]);
    expect([-90, 90, 270].map(sine)).toEqual([-1, 1, -1]);
    for (let degrees = -360; degrees <= 360; degrees += 0.7) {
      expect(sine(degrees)).toBeCloseTo(Math.sin((degrees * Math.PI) / 180), 14);
      expect(cosine(degrees)).toBeCloseTo(Math.cos((degrees * Math.PI) / 180), 14);
    }
  });
});
