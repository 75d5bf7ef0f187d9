import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { addObjects, replaceAnswers } from '@/engine/commands/edits';
import { answered } from '@/engine/answers/answers';
import { type Change, inverse } from '@/engine/model/document';
import { IndexedDbJournal, MemoryJournal } from '@/engine/sync/journal';
import { FakeTaskApi } from '@/engine/testing/fakeTaskApi';
import { answerWith, box, definition, HandTimers, SCHEMA } from '@/engine/testing/fixtures';
import { TaskSession } from './taskSession';

const QUESTION = definition({ schemaId: 'q', tool: 'text', title: 'Note', required: true });

async function setUp(change: (api: FakeTaskApi) => void = () => undefined) {
  const api = new FakeTaskApi(answerWith(box('a', 0, 0, 10, 10)));
  change(api);
  const timers = new HandTimers();
  const journal = new MemoryJournal();
  const parts = { api, journal, user: 'me@example.com', timers, now: timers.now };
  const session = new TaskSession(parts, await api.load());
  const add = (id: string): void =>
    session.document.apply({
      origin: 'user',
      title: 'Add',
      changes: addObjects(session.document, [box(id, 5, 5, 5, 5)]),
    });
  return { api, timers, journal, session, add };
}

describe('a session', () => {
  it('sends what is pending before it submits, with version and time', async () => {
    const { api, timers, session, add } = await setUp();
    add('b');
    await timers.pass(500);
    const outcome = await session.submit();
    expect(outcome.kind).toBe('done');
    expect(api.answer.tools.map((tool) => tool.objectId)).toEqual(['a', 'b']);
    expect(api.calls).toEqual([
      ['submit', { version: 2, duration: 500, idleDuration: 0, blurDuration: 0 }],
    ]);
  });

  it('does not submit while something required is missing', async () => {
    const { api, session } = await setUp((fake) => {
      fake.schema = { ...SCHEMA, classifications: [QUESTION] };
    });
    expect(await session.submit()).toMatchObject({
      kind: 'incomplete',
      missing: [{ schemaId: 'q', target: 'question' }],
    });
    expect(api.calls).toEqual([]);
    const entries = answered([], QUESTION, 'done');
    session.document.apply({
      origin: 'user',
      title: 'Answer',
      changes: replaceAnswers(session.document, entries),
    });
    expect((await session.submit()).kind).toBe('done');
    expect(api.answer.classifications).toEqual(entries);
  });

  it('counts time once over several saves', async () => {
    const { api, timers, session } = await setUp();
    await timers.pass(3000);
    await session.save();
    await timers.pass(2000);
    await session.save();
    expect(api.calls.map(([, body]) => (body as { duration: number }).duration)).toEqual([
      3000, 2000,
    ]);
  });

  it('goes on working after a save', async () => {
    const { api, timers, session, add } = await setUp();
    await session.save();
    add('b');
    await timers.pass(2000);
    expect(session.autosave.state.get().status).toBe('saved');
    expect(api.answer.tools).toHaveLength(2);
  });

  it('submits over a newer version when the answer is the same', async () => {
    const { api, session } = await setUp();
    api.version += 2;
    expect((await session.submit()).kind).toBe('done');
  });

  it('does not submit over somebody else’s changes', async () => {
    const { api, session } = await setUp();
    api.changeElsewhere(box('a', 99, 0, 10, 10));
    expect((await session.submit()).kind).toBe('failed');
    expect(session.autosave.state.get().status).toBe('conflict');
    expect(api.calls).toEqual([]);
    await session.takeTheirs();
    expect((await session.submit()).kind).toBe('done');
  });

  it('does not submit without a connection, and keeps the changes', async () => {
    const { api, session, add, journal } = await setUp();
    add('b');
    api.trouble = 'offline';
    expect((await session.submit()).kind).toBe('failed');
    expect(await journal.read(session.scope)).toHaveLength(1);
    api.trouble = null;
    expect((await session.submit()).kind).toBe('done');
  });

  it('adds earlier work as one step that can be undone, and forgets it when thrown away', async () => {
    const { api, session } = await setUp();
    const data = session.data.get();
    const earlier = {
      savedAt: '2026-03-04T12:00:00.000Z',
      answer: { tools: [box('old', 1, 1, 4, 4)], classifications: [], relations: [] },
      deletes: ['a'],
    };
    session.data.set({ ...data, draft: { present: false, earlier } });
    const before = session.document.answer();
    const changes: Change[] = [];
    session.document.subscribe((event) => {
      if (event.kind === 'changed' && event.origin === 'user') changes.push(...event.changes);
    });
    session.addEarlier();
    expect(session.document.answer().tools.map((tool) => tool.objectId)).toEqual(['old']);
    expect(session.data.get().draft?.earlier).toBeUndefined();
    session.document.apply({ origin: 'undo', title: 'Undo', changes: inverse(changes) });
    expect(session.document.answer()).toEqual(before);

    session.data.set({ ...data, draft: { present: false, earlier } });
    await session.dropEarlier();
    expect(api.earlierDropped).toBe(true);
    expect(session.data.get().draft?.earlier).toBeUndefined();
  });

  it('asks to sign in again when the session has ended, then saves', async () => {
    const { api, session, add, timers } = await setUp();
    api.trouble = 'signed-out';
    expect((await session.save()).kind).toBe('failed');
    expect(session.autosave.state.get().status).toBe('signed-out');
    add('b');
    await timers.pass(5000);
    await session.signIn('me@example.com', 'secret');
    await timers.pass(5000);
    expect(api.answer.tools).toHaveLength(2);
    expect(session.autosave.state.get().status).toBe('saved');
  });

  it('notices by heartbeat that the task was changed elsewhere', async () => {
    const { api, session, timers } = await setUp();
    await timers.pass(61_000);
    expect(session.autosave.state.get().status).toBe('saved');
    api.changeElsewhere(box('z', 1, 1, 1, 1));
    await timers.pass(61_000);
    expect(session.autosave.state.get().status).toBe('conflict');
  });
});

describe('a review', () => {
  const reviewing = (fake: FakeTaskApi): void => {
    fake.rights = { edit: true, submit: false, review: true, skip: false };
  };

  it('accepts as it is, or as fixed after a change', async () => {
    const one = await setUp(reviewing);
    await one.session.accept();
    expect(one.api.calls[0]?.[1]).toMatchObject({ reviewStatus: 'Accepted' });
    const two = await setUp(reviewing);
    two.add('b');
    await two.session.accept();
    expect(two.api.calls[0]?.[1]).toMatchObject({ reviewStatus: 'Fixed', version: 2 });
  });

  it('accepts as it is when the change was taken back', async () => {
    const { api, session, add } = await setUp(reviewing);
    add('b');
    session.document.apply({
      origin: 'undo',
      title: 'Add',
      changes: session.document.remove('tools', ['b']),
    });
    await session.accept();
    expect(api.calls[0]?.[1]).toMatchObject({ reviewStatus: 'Accepted' });
  });

  it('rejects with a comment, or without', async () => {
    const one = await setUp(reviewing);
    await one.session.reject('  Fender missing ');
    expect(one.api.calls[0]?.[1]).toMatchObject({
      reviewStatus: 'Rejected',
      comment: 'Fender missing',
    });
    const two = await setUp(reviewing);
    await two.session.reject(' ');
    expect(two.api.calls[0]?.[1]).not.toHaveProperty('comment');
  });
});

describe('the journal of the browser', () => {
  it('keeps, reads by task and removes', async () => {
    const journal = await IndexedDbJournal.open(indexedDB);
    const record = {
      scope: 'me:1',
      session: 's',
      list: 'tools' as const,
      value: box('a', 0, 0, 1, 1),
      base: null,
      baseVersion: 1,
      at: 1,
    };
    await journal.put([
      { ...record, key: 'tools/a', objectId: 'a' },
      { ...record, key: 'tools/b', objectId: 'b' },
      { ...record, scope: 'me:2', key: 'tools/a', objectId: 'a' },
    ]);
    await journal.remove('me:1', 's', ['tools/b']);
    expect(await (await IndexedDbJournal.open(indexedDB)).read('me:1')).toEqual([
      { ...record, key: 'tools/a', objectId: 'a' },
    ]);
  });
});

describe('what the validation of the project finds', () => {
  const error = { objectId: 'a', message: 'Too small', level: 'error' } as const;
  const warning = { message: 'Odd', level: 'warning' } as const;

  it('keeps a task from being submitted until it is submitted anyway', async () => {
    const { api, session } = await setUp();
    api.verdict = { errors: [error], prevented: false };
    expect(await session.submit()).toEqual({ kind: 'found', verdict: api.verdict });
    expect(api.calls).toEqual([]);
    expect((await session.submit(true)).kind).toBe('done');
  });

  it('is stored by a save, and told', async () => {
    const { api, session } = await setUp();
    api.verdict = { errors: [error], prevented: false };
    expect(await session.save()).toMatchObject({ kind: 'done', findings: [error] });
    expect(api.calls.map(([name]) => name)).toEqual(['save']);
  });

  it.each(['save', 'submit', 'accept'] as const)('prevents a %s where it must', async (action) => {
    const { api, session } = await setUp();
    api.verdict = { errors: [error], prevented: true };
    const outcome = await (action === 'save' ? session.save() : session[action](true));
    expect(outcome.kind).toBe('found');
    expect(api.calls).toEqual([]);
  });

  it('lets warnings pass', async () => {
    const { api, session } = await setUp();
    api.verdict = { errors: [warning], prevented: false };
    expect(await session.submit()).toMatchObject({ kind: 'done', findings: [warning] });
  });

  it('does not matter when a task is sent back or skipped', async () => {
    const { api, session } = await setUp();
    api.verdict = { errors: [error], prevented: true };
    expect((await session.reject('No')).kind).toBe('done');
    expect(api.calls.map(([name]) => name)).toEqual(['review']);
  });
});
