import { useQuery } from '@tanstack/react-query';
import { api } from './client';
import type { LabelFormat } from './types';

/** The open format as exports write it; imports take all of them under one id. */
const OWN: Record<string, string> = {
  ango: 'Kalem JSON',
  json: 'JSON',
  ndjson: 'NDJSON',
  split: 'NDJSON (split)',
};

/** Id of the open format among those an import reads. */
export const OWN_FORMAT = 'ango';

/** The formats that can be read or written. */
export function useFormats() {
  return useQuery({
    queryKey: ['formats'],
    queryFn: async () => (await api.get<{ formats: LabelFormat[] }>('/v2/formats')).formats,
    staleTime: Infinity,
  });
}

/** Whether a format is the open one, in any layout, and no converter. */
export const isOwnFormat = (id: string) => id in OWN;

/** The name of a format for people. */
export function formatTitle(id: string | null | undefined, formats: LabelFormat[] = []): string {
  if (!id) {
    return '';
  }
  return OWN[id] ?? formats.find((each) => each.id === id)?.title ?? id.toUpperCase();
}
