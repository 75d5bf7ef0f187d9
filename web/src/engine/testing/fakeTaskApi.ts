import type { Answer, Entry, ListName } from '../model/annotation';
import {
  type Decision,
  type DraftBody,
  type EditorData,
  fullAnswer,
  type StageVisit,
  type TaskApi,
  TaskApiError,
  type TaskData,
  type Verdict,
} from '../sync/taskPort';
import { SCHEMA } from './fixtures';

/** What goes wrong with the next calls. */
export type Trouble = 'offline' | 'server' | 'signed-out' | 'refused' | 'lost-answer' | null;

/** A server in memory with the rules of drafts: base versions, idempotent repeats, 409 for stale ones. */
export class FakeTaskApi implements TaskApi {
  answer: Answer;
  version = 1;
  stage = 'label';
  trouble: Trouble = null;
  rights: EditorData['rights'] = { edit: true, submit: true, review: false, skip: true };
  schema = SCHEMA;
  queue: string[] = [];
  verdict: Verdict = { errors: [], prevented: false };
  readonly drafts: DraftBody[] = [];
  readonly calls: [string, unknown][] = [];
  /** Requests under way now, and at most so far. */
  underWay = 0;
  mostUnderWay = 0;
  #last: { body: string; version: number } | null = null;

  constructor(answer: Answer) {
    this.answer = answer;
  }

  task(): TaskData {
    return {
      _id: 'task',
      project: 'project',
      stage: this.stage,
      version: this.version,
      answer: structuredClone(this.answer),
    };
  }

  async load(): Promise<EditorData> {
    await this.#network();
    return {
      task: this.task(),
      asset: { _id: 'asset', url: 'https://files.example.com/a.png' },
      project: { _id: 'project', name: 'Project', categorySchema: this.schema, idleTimeout: 300 },
      rights: this.rights,
    };
  }

  earlierDropped = false;

  async dropEarlierDraft(): Promise<void> {
    await this.#network();
    this.earlierDropped = true;
  }

  async putDraft(_id: string, body: DraftBody): Promise<{ version: number; savedAt: string }> {
    this.underWay++;
    this.mostUnderWay = Math.max(this.mostUnderWay, this.underWay);
    try {
      await this.#network();
      const text = JSON.stringify(body);
      if (this.#last?.body !== text) {
        if (body.baseVersion !== this.version)
          throw new TaskApiError('stale', 'Stale', 'stale-version');
        this.#store(body);
        this.version++;
        this.#last = { body: text, version: this.version };
        this.drafts.push(structuredClone(body));
      }
      if (this.trouble === 'lost-answer') {
        this.trouble = null;
        throw new TaskApiError('offline', 'The answer got lost', 'unreachable');
      }
      return { version: this.#last.version, savedAt: '2026-01-01T00:00:00.000Z' };
    } finally {
      this.underWay--;
    }
  }

  /** Somebody else changes an object. */
  changeElsewhere(object: Entry, list: ListName = 'tools'): void {
    this.#put(list, object);
    this.version++;
  }

  async check(): Promise<Verdict> {
    await this.#network();
    return this.verdict;
  }

  async annotate(_id: string, nextStage: boolean, body: { version: number }): Promise<TaskData> {
    return this.#end(nextStage ? 'submit' : 'save', body);
  }

  async review(_id: string, body: Decision): Promise<TaskData> {
    return this.#end('review', body);
  }

  async skip(_id: string, body: { version: number }): Promise<TaskData> {
    return this.#end('skip', body);
  }

  async release(): Promise<void> {
    await this.#network();
  }

  async next(): Promise<{ _id: string } | null> {
    await this.#network();
    const next = this.queue.shift();
    return next === undefined ? null : { _id: next };
  }

  async heartbeat(): Promise<{ version: number }> {
    await this.#network();
    return { version: this.version };
  }

  async history(): Promise<readonly StageVisit[]> {
    await this.#network();
    return [];
  }

  async signIn(): Promise<void> {
    if (this.trouble === 'signed-out') this.trouble = null;
    await this.#network();
  }

  async #end(name: string, body: { version: number }): Promise<TaskData> {
    await this.#network();
    if (body.version !== this.version) throw new TaskApiError('stale', 'Stale', 'stale-version');
    this.calls.push([name, body]);
    this.version++;
    return this.task();
  }

  async #network(): Promise<void> {
    await Promise.resolve();
    const { trouble } = this;
    if (trouble !== null && trouble !== 'lost-answer')
      throw new TaskApiError(trouble, trouble, trouble);
  }

  #store(body: DraftBody): void {
    for (const entry of body.upserts) {
      this.#put('answer' in entry ? 'classifications' : 'tools', entry);
    }
    const kept = <T extends Entry>(entries: readonly T[]): T[] =>
      entries.filter((entry) => !body.deletes.includes(entry.objectId));
    const { tools, classifications, relations } = this.answer;
    this.answer = {
      tools: kept(tools),
      classifications: kept(classifications),
      relations: kept(relations),
    };
  }

  #put(list: ListName, entry: Entry): void {
    const entries = fullAnswer(this.answer)[list] as Entry[];
    const at = entries.findIndex((each) => each.objectId === entry.objectId);
    const next = at < 0 ? [...entries, entry] : entries.map((each, i) => (i === at ? entry : each));
    this.answer = { ...this.answer, [list]: next };
  }
}
