import type { QueryClient } from '@tanstack/react-query';
import { importAssets, type CloudAsset } from './assets';
import { api, messageOf } from './client';
import { dismissJob, findJob, putJob, updateJob } from './jobs';
import { projectKeys } from './projects';

/** Files sent at once. */
const CONCURRENCY = 4;
/** Tries per file before it counts as failed. */
const ATTEMPTS = 3;
/** How long a finished upload without failures stays in the tray. */
const DONE_SHOWN = 8000;
/** Uploaded files registered per call. */
const REGISTER_AT = 50;

/** A file to upload and the name its asset gets. */
export interface UploadItem {
  file: File;
  externalId: string;
}

export interface UploadRequest {
  projectId: string;
  projectName: string;
  items: UploadItem[];
  batches: string[];
  client: QueryClient;
}

class CanceledError extends Error {}
class PermanentError extends Error {}

/** Sends one file to its signed address. */
function put(
  url: string,
  file: File,
  signal: AbortSignal,
  onProgress: (bytes: number) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const call = new XMLHttpRequest();
    const abort = () => call.abort();
    signal.addEventListener('abort', abort, { once: true });
    call.upload.onprogress = (event) => onProgress(event.loaded);
    call.onload = () => {
      signal.removeEventListener('abort', abort);
      if (call.status >= 200 && call.status < 300) {
        resolve();
      } else if (call.status === 413) {
        reject(new PermanentError('The file is larger than the limit.'));
      } else {
        reject(new Error(`The storage answered ${call.status}.`));
      }
    };
    call.onerror = () => reject(new Error('The connection broke.'));
    call.onabort = () => reject(new CanceledError());
    call.open('PUT', url);
    call.send(file);
  });
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Uploads one file, with retries, and returns its stable address. */
async function uploadOne(
  projectId: string,
  item: UploadItem,
  signal: AbortSignal,
  onProgress: (bytes: number) => void,
): Promise<string> {
  for (let attempt = 1; ; attempt += 1) {
    if (signal.aborted) {
      throw new CanceledError();
    }
    try {
      const { uploadUrl } = await api.get<{ uploadUrl: string }>(
        '/v2/getUploadUrl',
        { name: item.externalId, project: projectId, type: 'assets' },
        signal,
      );
      await put(uploadUrl, item.file, signal, onProgress);
      return uploadUrl.split('?')[0] ?? uploadUrl;
    } catch (error) {
      if (
        error instanceof CanceledError ||
        error instanceof PermanentError ||
        attempt >= ATTEMPTS
      ) {
        throw error;
      }
      onProgress(0);
      await pause(500 * 2 ** attempt);
    }
  }
}

/** Bytes in a unit a person reads. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${value >= 100 || unit === 0 ? Math.round(value) : value.toFixed(1)} ${units[unit] ?? ''}`;
}

let nextId = 1;

/**
 * Uploads files in the background and shows them in the job tray. Files that fail are listed and
 * can be tried again; files already sent are registered even when the rest is canceled.
 */
export function startUpload(request: UploadRequest): string {
  const id = `upload-${nextId}`;
  nextId += 1;
  void run(id, request);
  return id;
}

async function run(id: string, request: UploadRequest): Promise<void> {
  const { projectId, items, batches, client } = request;
  const controller = new AbortController();
  const totalBytes = items.reduce((sum, item) => sum + item.file.size, 0);
  const sent = new Map<UploadItem, number>();
  const failed: { item: UploadItem; reason: string }[] = [];
  let waiting: { asset: CloudAsset; item: UploadItem }[] = [];
  let finished = 0;
  let created = 0;

  putJob({
    id,
    kind: 'upload',
    projectId,
    title: `Uploading to ${request.projectName}`,
    state: 'running',
    progress: 0,
    detail: `0 of ${items.length} files`,
    failures: [],
    cancel: () => controller.abort(),
  });

  let lastShown = 0;
  const show = (force = false) => {
    const now = Date.now();
    if (!force && now - lastShown < 100) {
      return;
    }
    lastShown = now;
    const bytes = [...sent.values()].reduce((sum, value) => sum + value, 0);
    updateJob(id, {
      progress: totalBytes > 0 ? Math.min(bytes / totalBytes, 1) : finished / items.length,
      detail: `${finished} of ${items.length} files, ${formatBytes(bytes)} of ${formatBytes(totalBytes)}`,
      failures: failed.map(({ item, reason }) => ({ name: item.externalId, reason })),
    });
  };

  const register = async () => {
    const group = waiting;
    waiting = [];
    if (group.length === 0) {
      return;
    }
    try {
      const { assets } = await importAssets(
        projectId,
        group.map((entry) => entry.asset),
        { batches, uploadLocal: true },
      );
      created += assets.assetsCreated;
      for (const failure of assets.failed ?? []) {
        const entry = group[failure.index];
        if (entry) {
          failed.push({ item: entry.item, reason: failure.reason });
        }
      }
    } catch (error) {
      failed.push(...group.map(({ item }) => ({ item, reason: messageOf(error) })));
    }
    void client.invalidateQueries({ queryKey: projectKeys.project(projectId) });
  };

  const queue = [...items];
  const worker = async () => {
    for (let item = queue.shift(); item; item = queue.shift()) {
      const current = item;
      try {
        const url = await uploadOne(projectId, current, controller.signal, (bytes) => {
          sent.set(current, bytes);
          show();
        });
        sent.set(current, current.file.size);
        waiting.push({ asset: { data: url, externalId: current.externalId }, item: current });
        if (waiting.length >= REGISTER_AT) {
          await register();
        }
      } catch (error) {
        if (controller.signal.aborted) {
          return;
        }
        failed.push({ item: current, reason: messageOf(error) });
      }
      finished += 1;
      show();
    }
  };
  await Promise.all(Array.from({ length: Math.min(CONCURRENCY, items.length) }, worker));
  await register();
  show(true);

  const canceled = controller.signal.aborted;
  const remaining = canceled ? items.length - finished : 0;
  const outcome = `${created} ${created === 1 ? 'asset' : 'assets'} added`;
  const trouble = failed.length > 0 ? `, ${failed.length} failed` : '';
  updateJob(id, {
    state: canceled ? 'canceled' : failed.length > 0 ? 'failed' : 'done',
    progress: canceled ? findJob(id)?.progress : 1,
    title: `Upload to ${request.projectName}`,
    detail: canceled ? `Canceled: ${outcome}, ${remaining} not sent` : outcome + trouble,
    cancel: undefined,
    retry:
      failed.length > 0
        ? () => void run(id, { ...request, items: failed.map((failure) => failure.item) })
        : undefined,
  });
  if (!canceled && failed.length === 0) {
    setTimeout(() => dismissJob(id), DONE_SHOWN);
  }
}
