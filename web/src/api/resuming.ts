import type { QueryClient } from '@tanstack/react-query';
import { ApiError } from './client';
import { followExport, readExport } from './exports';
import { forgetJob, rememberedJobs } from './following';
import { followImport, readImport } from './imports';

/** Brings the jobs that ran when the page was left back into the tray. */
export function resumeJobs(client: QueryClient): void {
  for (const job of rememberedJobs()) {
    const found =
      job.kind === 'export'
        ? readExport(job.id).then((each) => followExport(client, each, job.projectName))
        : readImport(job.id).then((each) => followImport(client, each, job.projectName));
    found.catch((error: unknown) => {
      // Deleted meanwhile, or the job of somebody else who used this browser.
      if (error instanceof ApiError && [400, 403, 404].includes(error.status)) {
        forgetJob(job.id);
      }
    });
  }
}
