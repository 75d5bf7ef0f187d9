import { useSyncExternalStore } from 'react';

export type JobState = 'running' | 'done' | 'failed' | 'canceled';

/** Long work shown in the tray; it outlives the page that started it. */
export interface Job {
  id: string;
  kind: 'upload' | 'export' | 'import' | 'move';
  projectId: string;
  title: string;
  state: JobState;
  /** 0 to 1; undefined while the amount is unknown. */
  progress: number | undefined;
  /** What is happening, with numbers. */
  detail: string;
  /** Single things that failed, by name. */
  failures: { name: string; reason: string }[];
  /** Where the result is: a file to fetch, or a page of the app. */
  link?: { href: string; label: string; page?: boolean };
  cancel?: () => void;
  retry?: () => void;
}

let jobs: readonly Job[] = [];
const listeners = new Set<() => void>();

function publish(next: readonly Job[]): void {
  jobs = next;
  listeners.forEach((listener) => listener());
}

/** Shows a job in the tray, or replaces the one of the same id. */
export function putJob(job: Job): void {
  publish([job, ...jobs.filter((other) => other.id !== job.id)]);
}

/** Changes a job if it is still in the tray. */
export function updateJob(id: string, patch: Partial<Job>): void {
  publish(jobs.map((job) => (job.id === id ? { ...job, ...patch } : job)));
}

export function findJob(id: string): Job | undefined {
  return jobs.find((job) => job.id === id);
}

/** Takes a job out of the tray. */
export function dismissJob(id: string): void {
  publish(jobs.filter((job) => job.id !== id));
}

/** The jobs of the tray, newest first. */
export function useJobs(): readonly Job[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => jobs,
  );
}
