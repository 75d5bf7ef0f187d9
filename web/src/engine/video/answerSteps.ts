import type { AnswerEntry } from '../model/annotation';
import { type FrameRange, frameOf, isStop, lastBefore } from './tracks';

/** A frame-specific answer and where it holds. */
export interface AnswerSpan {
  readonly answer: AnswerEntry;
  readonly frames: FrameRange;
}

/**
 * Answers to the questions of a whole video. One given on a frame holds there and on all later ones until the next
 * answer to the question, or until it is switched off; one without a frame holds everywhere.
 */
export class AnswerSteps {
  private readonly everywhere: readonly AnswerEntry[];
  private readonly questions: readonly (readonly AnswerEntry[])[];

  /** `isMultiple` tells of a class whether its question may be answered several times; then each answer lasts on its own. */
  constructor(answers: readonly AnswerEntry[], isMultiple: (schemaId: string) => boolean) {
    const byQuestion = new Map<string, AnswerEntry[]>();
    for (const answer of answers) {
      if (typeof answer.page !== 'number') continue;
      const key = isMultiple(answer.schemaId) ? answer.objectId : answer.schemaId;
      const changes = byQuestion.get(key) ?? [];
      changes.push(answer);
      byQuestion.set(key, changes);
    }
    this.everywhere = answers.filter((answer) => typeof answer.page !== 'number');
    this.questions = [...byQuestion.values()].map((changes) =>
      changes.sort((a, b) => frameOf(a) - frameOf(b)),
    );
  }

  /** The answers that hold on a frame: first those that hold everywhere. */
  at(frame: number): AnswerEntry[] {
    const now = this.questions.flatMap((changes) => {
      const index = lastBefore(changes.length, frame, (i) => frameOf(changes[i] as AnswerEntry));
      const answer = changes[index];
      return answer && !isStop(answer) ? [answer] : [];
    });
    return [...this.everywhere, ...now];
  }

  /** Every frame-specific answer with the frames it holds on in a video of so many frames, question by question. */
  spans(frameTotal: number): AnswerSpan[] {
    return this.questions.flatMap((changes) =>
      changes.flatMap((answer, index) => {
        const next = changes[index + 1];
        const from = frameOf(answer);
        const to = (next ? frameOf(next) : frameTotal) - 1;
        return isStop(answer) || to < from ? [] : [{ answer, frames: { from, to } }];
      }),
    );
  }
}
