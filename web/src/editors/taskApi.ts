import {
  type EditorData,
  type FailureKind,
  type Fault,
  type StageVisit,
  type TaskApi,
  TaskApiError,
  type TaskData,
  type Verdict,
} from '@/engine/sync/taskPort';

interface Envelope {
  readonly status?: string;
  readonly data?: unknown;
  readonly message?: string;
  readonly error?: {
    readonly code?: string;
    readonly requestId?: string;
    readonly details?: readonly Fault[];
  };
}

/** Browsers refuse requests that outlive their page beyond 64 KiB in all. */
const OUTLIVES_PAGE = 60_000;

const UNREACHABLE = 'Kalem cannot be reached. Your changes are kept on this device.';

/**
 * The editor's calls over HTTP. Does not use the pages' client: a lost session must not lead to the sign-in page
 * here, and the last save of a closing page has to outlive it.
 */
export function httpTaskApi(fetcher: typeof fetch = (...args) => fetch(...args)): TaskApi {
  const call = async <T>(
    method: string,
    path: string,
    body?: unknown,
    again = true,
  ): Promise<T> => {
    const text = body === undefined ? null : JSON.stringify(body);
    const headers: Record<string, string> = { Accept: 'application/json' };
    if (text !== null) headers['Content-Type'] = 'application/json';
    if (method !== 'GET') headers['X-XSRF-TOKEN'] = await csrfToken(fetcher);
    let response: Response;
    try {
      response = await fetcher(path, {
        method,
        headers,
        credentials: 'same-origin',
        body: text,
        keepalive: text !== null && text.length < OUTLIVES_PAGE,
      });
    } catch {
      throw new TaskApiError('offline', UNREACHABLE, 'unreachable');
    }
    const envelope = (await response.json().catch(() => ({}))) as Envelope;
    if (response.ok && envelope.status === 'success') return envelope.data as T;
    if (envelope.error?.code === 'csrf' && again) {
      await fetcher('/v2/setup', { credentials: 'same-origin' }).catch(() => null);
      return call<T>(method, path, body, false);
    }
    throw failure(response.status, envelope);
  };
  const task = (id: string): string => `/v2/task/${encodeURIComponent(id)}`;
  return {
    load: (id) => call<EditorData>('GET', `${task(id)}/editor`),
    putDraft: (id, body) => call('PUT', `${task(id)}/draft`, body),
    dropEarlierDraft: async (id) => {
      await call('DELETE', `${task(id)}/draft`, { earlier: true });
    },
    check: (id) => call<Verdict>('POST', `${task(id)}/validation`, {}),
    annotate: async (id, nextStage, body) => {
      const path = `/v2/annotate/${encodeURIComponent(id)}?nextStage=${String(nextStage)}`;
      return (await call<{ label: TaskData }>('POST', path, body)).label;
    },
    review: async (id, body) =>
      (await call<{ task: TaskData }>('POST', `/v2/review/${encodeURIComponent(id)}`, body)).task,
    skip: async (id, body) =>
      (await call<{ task: TaskData }>('POST', `${task(id)}/skip`, body)).task,
    release: async (id) => {
      await call('POST', `${task(id)}/release`, {});
    },
    next: async (project, queue, skipTask) => {
      const path = `/v2/project/${encodeURIComponent(project)}/next`;
      const found = await call<{ task: { _id: string } | null }>('POST', path, { queue, skipTask });
      return found.task;
    },
    heartbeat: async (id) => {
      const data = await call<{ version?: number }>('POST', `${task(id)}/heartbeat`, {});
      return { version: data.version ?? null };
    },
    history: async (id) => visits(await call<unknown>('GET', `${task(id)}/history`)),
    signIn: async (email, password) => {
      await call('POST', '/v2/session', { email, password });
    },
  };
}

/** The list of stage visits, under whichever name it comes. */
function visits(data: unknown): readonly StageVisit[] {
  if (Array.isArray(data)) return data as StageVisit[];
  const lists = Object.values((data ?? {}) as Record<string, unknown>).filter(Array.isArray);
  return (lists[0] ?? []) as StageVisit[];
}

function cookie(name: string): string | null {
  const found = document.cookie.split('; ').find((entry) => entry.startsWith(`${name}=`));
  return found === undefined ? null : decodeURIComponent(found.slice(name.length + 1));
}

async function csrfToken(fetcher: typeof fetch): Promise<string> {
  const known = cookie('XSRF-TOKEN');
  if (known !== null) return known;
  await fetcher('/v2/setup', { credentials: 'same-origin' }).catch(() => null);
  return cookie('XSRF-TOKEN') ?? '';
}

function failure(status: number, envelope: Envelope): TaskApiError {
  const { code = '', details = [], requestId } = envelope.error ?? {};
  const message = envelope.message ?? `The server answered with ${status}. Try again.`;
  return new TaskApiError(kindOf(status, code), message, code, details, requestId);
}

function kindOf(status: number, code: string): FailureKind {
  if (status === 401) return code === 'invalid-credentials' ? 'refused' : 'signed-out';
  if (status === 409 && (code === 'stale-version' || code === '')) return 'stale';
  return status >= 500 || status === 429 || status === 408 || status === 0 ? 'server' : 'refused';
}
