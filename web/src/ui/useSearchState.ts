import { useCallback } from 'react';
import { useSearchParams } from 'react-router';

export type SearchPatch = Record<string, string | string[] | number | undefined | null>;

/**
 * State kept in the address, so that Back and Share work. `patch` drops empty values, and goes
 * back to page 1 unless it sets the page itself.
 */
export function useSearchState() {
  const [params, setParams] = useSearchParams();
  const patch = useCallback(
    (changes: SearchPatch, replace = false) =>
      setParams(
        (current) => {
          const next = new URLSearchParams(current);
          if (!('page' in changes)) {
            next.delete('page');
          }
          for (const [key, value] of Object.entries(changes)) {
            const text = Array.isArray(value) ? value.join(',') : String(value ?? '');
            if (text === '' || (key === 'page' && text === '1')) {
              next.delete(key);
            } else {
              next.set(key, text);
            }
          }
          return next;
        },
        { replace },
      ),
    [setParams],
  );
  return { params, patch };
}

/** A positive whole number from the address, or the default. */
export function numberParam(params: URLSearchParams, key: string, otherwise: number): number {
  const value = Number(params.get(key));
  return Number.isInteger(value) && value > 0 ? value : otherwise;
}

/** A comma-separated list from the address. */
export function listParam(params: URLSearchParams, key: string): string[] {
  return (params.get(key) ?? '').split(',').filter(Boolean);
}
