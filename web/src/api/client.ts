import type { paths } from './schema';
import type { FaultDetail } from './types';

/** An address with its parameters filled in. */
type Filled<P> = P extends `${infer Head}{${string}}${infer Tail}`
  ? `${Head}${string}${Filled<Tail>}`
  : P;

/** Addresses that the API document knows for a method; others do not compile. */
export type ApiPath<M extends 'get' | 'post' | 'put' | 'patch' | 'delete'> = {
  [P in keyof paths]: paths[P] extends Record<M, object> ? Filled<P> : never;
}[keyof paths];

/** A failed call: what the server said, or that it could not be reached. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly code: string;
  readonly details: FaultDetail[];
  readonly requestId: string | undefined;
  /** Current version of the thing, sent with `stale-version`. */
  readonly version: number | undefined;

  constructor(
    message: string,
    status: number,
    code: string,
    details: FaultDetail[] = [],
    requestId?: string,
    version?: number,
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.details = details;
    this.requestId = requestId;
    this.version = version;
  }
}

/** Whether a save was refused because it was based on an older version. */
export function isStale(error: unknown): boolean {
  return error instanceof ApiError && error.code === 'stale-version';
}

/** Event on `window` when a call finds the session gone; the app shows the sign-in page. */
export const SIGNED_OUT_EVENT = 'kalem:signed-out';

export type QueryValue = string | number | boolean | null | undefined;

export interface RequestOptions {
  query?: Record<string, QueryValue>;
  body?: unknown;
  signal?: AbortSignal;
}

interface Envelope {
  status?: string;
  data?: unknown;
  message?: string;
  error?: {
    statusCode?: number;
    code?: string;
    requestId?: string;
    details?: FaultDetail[];
    version?: number;
  };
}

function cookie(name: string): string | undefined {
  const found = document.cookie.split('; ').find((entry) => entry.startsWith(`${name}=`));
  return found ? decodeURIComponent(found.slice(name.length + 1)) : undefined;
}

/** The token for writes; any GET under /v2 sets its cookie. */
async function csrfToken(): Promise<string> {
  let token = cookie('XSRF-TOKEN');
  if (!token) {
    await fetch('/v2/setup', { credentials: 'same-origin' });
    token = cookie('XSRF-TOKEN');
  }
  return token ?? '';
}

function address(path: string, query?: Record<string, QueryValue>): string {
  const parts = Object.entries(query ?? {})
    .filter(([, value]) => value !== undefined && value !== null && value !== '')
    .map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(String(value))}`);
  return parts.length > 0 ? `${path}?${parts.join('&')}` : path;
}

function failure(status: number, envelope: Envelope): ApiError {
  const error = envelope.error ?? {};
  return new ApiError(
    envelope.message ?? 'The server gave no reason. Try again.',
    error.statusCode ?? status,
    error.code ?? 'internal',
    error.details ?? [],
    error.requestId,
    error.version,
  );
}

async function send<T>(method: string, path: string, options: RequestOptions): Promise<T> {
  const headers: Record<string, string> = { Accept: 'application/json' };
  if (options.body !== undefined) {
    headers['Content-Type'] = 'application/json';
  }
  if (method !== 'GET') {
    headers['X-XSRF-TOKEN'] = await csrfToken();
  }
  let response: Response;
  try {
    response = await fetch(address(path, options.query), {
      method,
      headers,
      credentials: 'same-origin',
      body: options.body === undefined ? undefined : JSON.stringify(options.body),
      signal: options.signal,
    });
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') {
      throw cause;
    }
    throw new ApiError(UNREACHABLE, 0, 'unreachable');
  }
  return unwrap(response.status, await response.text()) as T;
}

/** The data of an answer, or the failure it tells. */
function unwrap(status: number, text: string): unknown {
  let envelope: Envelope;
  try {
    envelope = JSON.parse(text) as Envelope;
  } catch {
    envelope = { status: 'error', message: 'The server sent an answer that is not JSON.' };
  }
  if (status < 200 || status >= 300 || envelope.status !== 'success') {
    const error = failure(status, envelope);
    if (error.status === 401 && error.code === 'signed-out') {
      window.dispatchEvent(new Event(SIGNED_OUT_EVENT));
    }
    throw error;
  }
  return envelope.data;
}

const UNREACHABLE =
  'Kalem could not be reached. Nothing was changed; check the connection and try again.';

/**
 * One call of the API: unwraps the envelope, adds the CSRF header on writes, throws `ApiError`.
 * A stale CSRF token is renewed once.
 */
export async function request<T>(
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  options: RequestOptions = {},
): Promise<T> {
  try {
    return await send<T>(method, path, options);
  } catch (error) {
    if (method !== 'GET' && error instanceof ApiError && error.code === 'csrf') {
      await fetch('/v2/setup', { credentials: 'same-origin' });
      return send<T>(method, path, options);
    }
    throw error;
  }
}

export interface UploadOptions {
  /** Share of the body that was sent, 0 to 1. */
  onProgress: (share: number) => void;
  signal: AbortSignal;
}

/** Status and text of the answer to a form; `fetch` tells nothing about how much was sent. */
function sendForm(path: string, form: FormData, options: UploadOptions, token: string) {
  return new Promise<[status: number, text: string]>((resolve, reject) => {
    const call = new XMLHttpRequest();
    const abort = () => call.abort();
    options.signal.addEventListener('abort', abort, { once: true });
    call.upload.onprogress = (event) =>
      event.lengthComputable && options.onProgress(event.loaded / event.total);
    call.onload = () => resolve([call.status, call.responseText]);
    call.onerror = () => reject(new ApiError(UNREACHABLE, 0, 'unreachable'));
    call.onabort = () => reject(new DOMException('The upload was canceled.', 'AbortError'));
    call.onloadend = () => options.signal.removeEventListener('abort', abort);
    call.open('POST', path);
    call.setRequestHeader('Accept', 'application/json');
    call.setRequestHeader('X-XSRF-TOKEN', token);
    call.send(form);
  });
}

/** Posts a form with a file, telling how much was sent; a stale CSRF token is renewed once. */
export async function upload<T>(
  path: ApiPath<'post'>,
  form: FormData,
  options: UploadOptions,
): Promise<T> {
  const send = async () => unwrap(...(await sendForm(path, form, options, await csrfToken()))) as T;
  try {
    return await send();
  } catch (error) {
    if (error instanceof ApiError && error.code === 'csrf') {
      await fetch('/v2/setup', { credentials: 'same-origin' });
      return send();
    }
    throw error;
  }
}

/** Shorthands for `request`. */
export const api = {
  get: <T>(path: ApiPath<'get'>, query?: Record<string, QueryValue>, signal?: AbortSignal) =>
    request<T>('GET', path, { query, signal }),
  post: <T>(path: ApiPath<'post'>, body: unknown = {}, query?: Record<string, QueryValue>) =>
    request<T>('POST', path, { body, query }),
  put: <T>(path: ApiPath<'put'>, body: unknown = {}) => request<T>('PUT', path, { body }),
  delete: <T>(path: ApiPath<'delete'>, body?: unknown) => request<T>('DELETE', path, { body }),
};

/** The sentence to show for any failure. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : 'Something went wrong. Try again.';
}
