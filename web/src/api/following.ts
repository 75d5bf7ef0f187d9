import type { QueryClient } from '@tanstack/react-query';
import { ApiError, messageOf } from './client';
import { findJob, putJob, updateJob, type Job } from './jobs';
import { pauseAt, SELDOM } from './looks';
import { noticeKeys } from './notices';

/** Looks that may fail one after the other before following ends. */
const MISSES = 30;

const STORED = 'kalem-running-jobs';

/** What must be known to find a job again after a reload. */
export interface RememberedJob {
  kind: 'export' | 'import';
  id: string;
  projectId: string;
  projectName: string;
}

/** How one kind of job of the server is read and shown in the tray. */
export interface Followed<T> {
  remembered: RememberedJob;
  started: T;
  read: () => Promise<T>;
  isRunning: (thing: T) => boolean;
  /** Title, detail, progress and, at the end, state and link. */
  show: (thing: T) => Pick<Job, 'title' | 'state' | 'detail' | 'progress' | 'link'>;
  cancel: () => Promise<unknown>;
  /** Refreshes the lists that show the thing; called at the end. */
  refresh: () => Promise<unknown>;
}

/** Jobs that ran when the page was left. */
export function rememberedJobs(): RememberedJob[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(STORED) ?? '[]');
    return Array.isArray(stored) ? (stored as RememberedJob[]) : [];
  } catch {
    return [];
  }
}

/** Takes a job off the list that survives a reload. */
export function forgetJob(id: string): void {
  store(rememberedJobs().filter((job) => job.id !== id));
}

/** Empties that list, for the next user of this browser. */
export function forgetAllJobs(): void {
  localStorage.removeItem(STORED);
}

function store(jobs: RememberedJob[]): void {
  localStorage.setItem(STORED, JSON.stringify(jobs));
}

function remember(job: RememberedJob): void {
  store([...rememberedJobs().filter((other) => other.id !== job.id), job]);
}

const trayId = (job: RememberedJob) => `${job.kind}-${job.id}`;

/** Shows a job of the server in the tray until it ends, also over a reload of the page. */
export function follow<T>(client: QueryClient, job: Followed<T>): void {
  const id = trayId(job.remembered);
  if (findJob(id)?.state === 'running') {
    return;
  }
  remember(job.remembered);
  putJob({
    id,
    kind: job.remembered.kind,
    projectId: job.remembered.projectId,
    ...job.show(job.started),
    failures: [],
    cancel: () =>
      void job
        .cancel()
        .catch((error: unknown) => updateJob(id, { detail: messageOf(error) }))
        .then(job.refresh),
  });
  void poll(client, job, id);
}

async function poll<T>(client: QueryClient, job: Followed<T>, id: string): Promise<void> {
  let thing = job.started;
  let misses = 0;
  const start = Date.now();
  while (job.isRunning(thing)) {
    const pause = misses > 0 ? SELDOM : pauseAt(Date.now() - start);
    await new Promise((resolve) => setTimeout(resolve, pause));
    try {
      thing = await job.read();
      misses = 0;
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) {
        updateJob(id, { state: 'canceled', detail: 'Canceled', cancel: undefined });
        break;
      }
      misses += 1;
      if (misses >= MISSES) {
        updateJob(id, { state: 'failed', detail: messageOf(error), cancel: undefined });
        return;
      }
      continue;
    }
    updateJob(id, job.show(thing));
  }
  updateJob(id, { cancel: undefined });
  forgetJob(job.remembered.id);
  await Promise.all([job.refresh(), client.invalidateQueries({ queryKey: noticeKeys.all })]);
}
