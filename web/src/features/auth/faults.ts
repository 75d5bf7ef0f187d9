import { ApiError } from '@/api/client';

/** Faults per form field, from the server's details; undefined when the fault is a general one. */
export function fieldFaults(error: unknown): Record<string, string> | undefined {
  if (!(error instanceof ApiError)) {
    return undefined;
  }
  const faults = error.details.flatMap((detail) =>
    detail.path ? [[detail.path.replace(/^[/.$]+/, ''), detail.message] as const] : [],
  );
  return faults.length > 0 ? Object.fromEntries(faults) : undefined;
}

/** Why a new password is refused, or null. */
export function passwordFault(value: string): string | null {
  return value.length < 10 ? 'Use at least 10 characters' : null;
}
