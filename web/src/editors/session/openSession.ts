import { realTimers } from '@/engine/sync/autosave';
import { IndexedDbJournal, type JournalStore, MemoryJournal } from '@/engine/sync/journal';
import type { TaskApi } from '@/engine/sync/taskPort';
import { LiveSessions } from './liveSessions';
import { TaskSession } from './taskSession';

let journal: Promise<JournalStore> | null = null;

/** The journal of this browser; in memory only where the browser keeps nothing. */
function browserJournal(): Promise<JournalStore> {
  journal ??= IndexedDbJournal.open(indexedDB).catch(() => new MemoryJournal());
  return journal;
}

/** An open task: the session, what was restored, and how to let go of the page's events. */
export interface OpenTask {
  readonly session: TaskSession;
  /** Objects restored from an earlier tab that did not get to save them. */
  readonly restored: number;
  close(): void;
}

/** Opens a task: loads it, restores what an earlier tab left unsaved, and follows the page's events. */
export async function openTask(api: TaskApi, taskId: string, user: string): Promise<OpenTask> {
  const [data, store] = await Promise.all([api.load(taskId), browserJournal()]);
  const parts = { api, journal: store, user, timers: realTimers, now: () => Date.now() };
  const session = new TaskSession(parts, data);
  const live = new LiveSessions(session.scope, session.session);
  const records = await store.read(session.scope).catch(() => []);
  const restored = records.length === 0 ? 0 : await session.restore(await live.others());
  const stop = followPage(session);
  return {
    session,
    restored,
    close: () => {
      stop();
      live.close();
      session.close();
    },
  };
}

/** Feeds the activity clock and autosave from the events of the page. */
function followPage(session: TaskSession): () => void {
  const { clock, autosave } = session;
  let inside = true;
  const stops: (() => void)[] = [];
  const on = (target: EventTarget, names: string, listener: (event: Event) => void): void => {
    for (const name of names.split(' ')) {
      target.addEventListener(name, listener, { passive: true, capture: true });
      stops.push(() => target.removeEventListener(name, listener, { capture: true }));
    }
  };
  on(window, 'pointermove pointerdown wheel keydown', () => clock.input());
  on(document.documentElement, 'pointerenter', () => {
    inside = true;
  });
  on(document.documentElement, 'pointerleave', () => {
    inside = false;
    if (!document.hasFocus()) clock.setAway(true);
  });
  on(window, 'blur', () => {
    if (!inside) clock.setAway(true);
  });
  on(window, 'focus', () => clock.setAway(false));
  on(document, 'visibilitychange', () => {
    clock.setHidden(document.hidden);
    if (document.hidden) void autosave.flush();
  });
  on(window, 'online', () => autosave.resume());
  on(window, 'pagehide', () => autosave.lastChance());
  const warn = (event: BeforeUnloadEvent): void => {
    const { pending, kept } = autosave.state.get();
    if (pending > 0 && !kept) event.preventDefault();
    else autosave.lastChance();
  };
  window.addEventListener('beforeunload', warn);
  stops.push(() => window.removeEventListener('beforeunload', warn));
  return () => {
    for (const stop of stops) stop();
  };
}
