import { describe, expect, it } from 'vitest';
import { addObjects, removeObjects, replaceObjects, withKeys } from '../commands/edits';
import type { ToolObject } from '../model/annotation';
import { AnnotationDocument } from '../model/document';
import { History } from '../model/history';
import { FakeTaskApi } from '../testing/fakeTaskApi';
import { answerWith, box, HandTimers } from '../testing/fixtures';
import { Autosave, DEBOUNCE } from './autosave';
import { MemoryJournal } from './journal';
import { fullAnswer } from './taskPort';

const SCOPE = 'me:task';

async function setUp(given: { api?: FakeTaskApi; journal?: MemoryJournal; session?: string } = {}) {
  const api =
    given.api ?? new FakeTaskApi(answerWith(box('a', 0, 0, 10, 10), box('b', 20, 0, 10, 10)));
  const journal = given.journal ?? new MemoryJournal();
  const timers = new HandTimers();
  const data = await api.load();
  const document = new AnnotationDocument(fullAnswer(data.task.answer));
  const history = new History(document, timers.now);
  const session = given.session ?? 'tab';
  const autosave = new Autosave({
    api,
    journal,
    timers,
    document,
    data,
    session,
    now: timers.now,
    scope: SCOPE,
    wireForm: (_list, entry) => entry,
  });
  const move = (id: string, x: number): void => {
    const object = document.get('tools', id) as ToolObject;
    const moved = withKeys(object, { 'bounding-box': { x, y: 0, width: 10, height: 10 } });
    document.apply({ origin: 'user', title: 'Move', changes: replaceObjects(document, [moved]) });
  };
  const add = (id: string): void =>
    document.apply({
      origin: 'user',
      title: 'Add',
      changes: addObjects(document, [box(id, 1, 1, 1, 1)]),
    });
  const drop = (id: string): void =>
    document.apply({ origin: 'user', title: 'Delete', changes: removeObjects(document, [id]) });
  const x = (id: string): unknown =>
    (
      api.answer.tools.find((tool) => tool.objectId === id)?.['bounding-box'] as
        { x: number } | undefined
    )?.x;
  const state = () => autosave.state.get();
  const kept = async () => (await journal.read(SCOPE)).map((record) => record.objectId);
  return { api, journal, timers, document, history, autosave, move, add, drop, x, state, kept };
}

describe('autosave', () => {
  it('sends only what changed, once, after a pause', async () => {
    const t = await setUp();
    t.move('a', 1);
    t.move('a', 2);
    t.add('c');
    t.drop('b');
    expect(t.state()).toMatchObject({ status: 'waiting', pending: 3 });
    expect(await t.kept()).toEqual(['a', 'c', 'b']);
    await t.timers.pass(DEBOUNCE - 1);
    expect(t.api.drafts).toEqual([]);
    await t.timers.pass(1);
    expect(t.api.drafts).toHaveLength(1);
    expect(t.api.drafts[0]).toMatchObject({ baseVersion: 1, deletes: ['b'] });
    expect(t.api.drafts[0]?.upserts.map((object) => object.objectId)).toEqual(['a', 'c']);
    expect(t.state()).toMatchObject({ status: 'saved', pending: 0 });
    expect(await t.kept()).toEqual([]);
  });

  it('chains versions and never has two requests under way', async () => {
    const t = await setUp();
    for (let i = 1; i <= 20; i++) {
      t.move('a', i);
      await t.timers.pass(i % 3 === 0 ? DEBOUNCE : 10);
    }
    await t.timers.pass(5000);
    expect(t.x('a')).toBe(20);
    expect(t.api.mostUnderWay).toBe(1);
    expect(t.api.drafts.map((draft) => draft.baseVersion)).toEqual(
      t.api.drafts.map((_, i) => i + 1),
    );
  });

  it('sends nothing when an edit was undone before the pause was over', async () => {
    const t = await setUp();
    t.move('a', 5);
    t.history.undo();
    await t.timers.pass(5000);
    expect(t.api.drafts).toEqual([]);
    expect(t.state().status).toBe('saved');
    expect(await t.kept()).toEqual([]);
  });

  it('saves undo of something already saved', async () => {
    const t = await setUp();
    t.add('c');
    await t.timers.pass(DEBOUNCE);
    t.history.undo();
    await t.timers.pass(DEBOUNCE);
    expect(t.api.answer.tools.map((tool) => tool.objectId)).toEqual(['a', 'b']);
  });

  it('sends many objects in several requests', async () => {
    const t = await setUp();
    const many = Array.from({ length: 1200 }, (_, i) => box(`n${i}`, i, 0, 1, 1));
    t.document.apply({ origin: 'user', title: 'Paste', changes: addObjects(t.document, many) });
    await t.timers.pass(DEBOUNCE);
    expect(t.api.drafts.map((draft) => draft.upserts.length)).toEqual([500, 500, 200]);
    expect(t.state().status).toBe('saved');
  });
});

describe('without a connection', () => {
  it.each(['offline', 'server'] as const)('keeps changes and retries (%s)', async (trouble) => {
    const t = await setUp();
    t.api.trouble = trouble;
    t.move('a', 7);
    await t.timers.pass(DEBOUNCE);
    expect(t.state()).toMatchObject({ status: 'offline', pending: 1 });
    t.move('b', 8);
    await t.timers.pass(60_000);
    expect(t.state()).toMatchObject({ status: 'offline', pending: 2 });
    expect(await t.kept()).toEqual(['a', 'b']);
    t.api.trouble = null;
    await t.timers.pass(30_000);
    expect([t.x('a'), t.x('b')]).toEqual([7, 8]);
    expect(t.state()).toMatchObject({ status: 'saved', pending: 0 });
  });

  it('tries at once when the network is back', async () => {
    const t = await setUp();
    t.api.trouble = 'offline';
    t.move('a', 7);
    await t.timers.pass(120_000);
    t.api.trouble = null;
    t.autosave.resume();
    await t.timers.pass(0);
    expect(t.x('a')).toBe(7);
  });

  it('repeats a request whose answer got lost exactly as it was, so that it counts once', async () => {
    const t = await setUp();
    t.api.trouble = 'lost-answer';
    t.move('a', 7);
    await t.timers.pass(DEBOUNCE);
    t.move('b', 9);
    await t.timers.pass(10_000);
    expect(t.api.drafts).toHaveLength(2);
    expect([t.x('a'), t.x('b')]).toEqual([7, 9]);
    expect(t.state().status).toBe('saved');
  });

  it('flush tells that not everything is saved', async () => {
    const t = await setUp();
    t.api.trouble = 'offline';
    t.move('a', 7);
    expect(await t.autosave.flush()).toBe(false);
    t.api.trouble = null;
    expect(await t.autosave.flush()).toBe(true);
    expect(t.x('a')).toBe(7);
  });
});

describe('changes elsewhere', () => {
  it('stop saving, keep everything, and overwrite nothing', async () => {
    const t = await setUp();
    t.api.changeElsewhere(box('a', 100, 0, 10, 10));
    t.move('a', 5);
    t.move('b', 6);
    await t.timers.pass(60_000);
    expect(t.state()).toMatchObject({ status: 'conflict', pending: 2 });
    expect([t.x('a'), t.x('b')]).toEqual([100, 20]);
    expect(await t.kept()).toEqual(['a', 'b']);
    t.move('b', 7);
    await t.timers.pass(60_000);
    expect(t.x('b')).toBe(20);
    expect(JSON.parse(t.autosave.download())).toMatchObject({
      unsaved: [{ objectId: 'a' }, { objectId: 'b' }],
    });
  });

  it('can be taken', async () => {
    const t = await setUp();
    t.api.changeElsewhere(box('a', 100, 0, 10, 10));
    t.move('a', 5);
    await t.timers.pass(DEBOUNCE);
    await t.autosave.takeTheirs();
    await t.timers.pass(5000);
    expect(t.document.get('tools', 'a')?.['bounding-box']).toMatchObject({ x: 100 });
    expect(t.state()).toMatchObject({ status: 'saved', pending: 0 });
    expect(await t.kept()).toEqual([]);
    t.move('b', 3);
    await t.timers.pass(DEBOUNCE);
    expect([t.x('a'), t.x('b')]).toEqual([100, 3]);
  });

  it('can get mine on top, object by object', async () => {
    const t = await setUp();
    t.api.changeElsewhere(box('a', 100, 0, 10, 10));
    t.api.changeElsewhere(box('new', 50, 0, 10, 10));
    t.move('b', 5);
    t.add('c');
    await t.timers.pass(DEBOUNCE);
    expect(t.state().status).toBe('conflict');
    await t.autosave.applyMine();
    await t.timers.pass(DEBOUNCE);
    expect(t.state().status).toBe('saved');
    expect([t.x('a'), t.x('b'), t.x('new'), t.x('c')]).toEqual([100, 5, 50, 1]);
    expect(t.document.size('tools')).toBe(4);
  });

  it('go unnoticed when they are none: a newer version with the same answer', async () => {
    const t = await setUp();
    t.api.version += 3;
    t.move('a', 5);
    await t.timers.pass(DEBOUNCE * 2);
    expect(t.state().status).toBe('saved');
    expect(t.x('a')).toBe(5);
  });

  it('are noticed by a heartbeat as well', async () => {
    const t = await setUp();
    t.api.changeElsewhere(box('a', 100, 0, 10, 10));
    await t.autosave.check(t.api.version);
    expect(t.state().status).toBe('conflict');
  });

  it('two tabs: the second never overwrites the first silently', async () => {
    const one = await setUp();
    const two = await setUp({ api: one.api, session: 'other' });
    one.move('a', 5);
    await one.timers.pass(DEBOUNCE);
    two.move('b', 6);
    await two.timers.pass(60_000);
    expect(two.state().status).toBe('conflict');
    expect([one.x('a'), one.x('b')]).toEqual([5, 20]);
  });
});

describe('a lost session', () => {
  it('keeps everything until the user has signed in again', async () => {
    const t = await setUp();
    t.api.trouble = 'signed-out';
    t.move('a', 5);
    await t.timers.pass(60_000);
    expect(t.state()).toMatchObject({ status: 'signed-out', pending: 1 });
    await t.api.signIn();
    t.autosave.resume();
    await t.timers.pass(0);
    expect(t.x('a')).toBe(5);
    expect(t.state().status).toBe('saved');
  });
});

describe('after a crash', () => {
  const crash = async () => {
    const t = await setUp();
    t.api.trouble = 'offline';
    t.move('a', 5);
    t.add('c');
    t.drop('b');
    await t.timers.pass(5000);
    t.autosave.close();
    t.api.trouble = null;
    return t;
  };
  const reopen = async (before: Awaited<ReturnType<typeof crash>>) => {
    const t = await setUp({ api: before.api, journal: before.journal, session: 'later' });
    const restored = await t.autosave.restore(await t.journal.read(SCOPE));
    await t.timers.pass(DEBOUNCE);
    return { ...t, restored };
  };

  it('applies what was not acknowledged and saves it', async () => {
    const t = await reopen(await crash());
    expect(t.restored).toBe(3);
    expect(t.state().status).toBe('saved');
    expect(t.api.answer.tools.map((tool) => tool.objectId).sort()).toEqual(['a', 'c']);
    expect(t.x('a')).toBe(5);
    expect(await t.kept()).toEqual([]);
    expect(t.history.undoTitle).toBe('Restore unsaved changes');
  });

  it('does nothing when only the answer had got lost', async () => {
    const before = await setUp();
    before.move('a', 5);
    before.api.trouble = 'lost-answer';
    await before.timers.pass(DEBOUNCE);
    before.autosave.close();
    const t = await reopen(before);
    expect(t.restored).toBe(0);
    expect(t.api.drafts).toHaveLength(1);
    expect(await t.kept()).toEqual([]);
  });

  it('applies over changes to other objects, and asks when the same object was changed', async () => {
    const other = await crash();
    other.api.changeElsewhere(box('new', 50, 0, 10, 10));
    const merged = await reopen(other);
    expect(merged.state().status).toBe('saved');
    expect([merged.x('a'), merged.x('new')]).toEqual([5, 50]);

    const same = await crash();
    same.api.changeElsewhere(box('a', 77, 0, 10, 10));
    const asked = await reopen(same);
    expect(asked.state()).toMatchObject({ status: 'conflict', pending: 3 });
    expect(asked.x('a')).toBe(77);
    await asked.autosave.applyMine();
    await asked.timers.pass(DEBOUNCE);
    expect(asked.x('a')).toBe(5);
  });
});
