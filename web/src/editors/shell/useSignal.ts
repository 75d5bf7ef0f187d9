import { useSyncExternalStore } from 'react';
import type { Signal } from '@/engine/view/signal';

/** The value of a signal; renders again when it changes. */
export function useSignal<T>(signal: Signal<T>): T {
  return useSyncExternalStore(signal.subscribe, signal.get);
}

/** A part of a signal's value; renders again only when that part changes. Select values, do not build them. */
export function useSelected<T, P>(signal: Signal<T>, select: (value: T) => P): P {
  return useSyncExternalStore(signal.subscribe, () => select(signal.get()));
}
