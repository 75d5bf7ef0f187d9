import { useEffect, useSyncExternalStore } from 'react';

/** Something the user may run by name (palette) or key; `?` lists those with keys. */
export interface Action {
  id: string;
  label: string;
  /** Heading in the palette and in the list of shortcuts. */
  group: string;
  /** For example `c`, `g p` (one after the other) or `mod+Enter`. */
  shortcut?: string;
  run: () => void;
}

let actions: readonly Action[] = [];
const listeners = new Set<() => void>();

function publish(next: readonly Action[]): void {
  actions = next;
  listeners.forEach((listener) => listener());
}

/** Everything that can be run on the page now. */
export function useActions(): readonly Action[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => actions,
  );
}

/** Offers actions while the component is shown. Memoize the list. */
export function useOfferActions(offered: readonly Action[]): void {
  useEffect(() => {
    publish([...actions, ...offered]);
    return () => publish(actions.filter((action) => !offered.includes(action)));
  }, [offered]);
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}

function stroke(event: KeyboardEvent): string {
  const modifier = event.ctrlKey || event.metaKey ? 'mod+' : '';
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  return modifier + key;
}

/** Runs actions by their keys; mount once. Two-key sequences must follow within a second. */
export function useActionKeys(): void {
  useEffect(() => {
    let first = '';
    let at = 0;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.altKey || isTyping(event.target)) {
        return;
      }
      if (document.querySelector('[role="dialog"][aria-modal="true"]')) {
        return;
      }
      const now = Date.now();
      const single = stroke(event);
      const sequence = now - at < 1000 && first ? `${first} ${single}` : '';
      const action =
        actions.find((each) => each.shortcut === sequence) ??
        actions.find((each) => each.shortcut === single);
      first = single;
      at = now;
      if (action) {
        event.preventDefault();
        first = '';
        action.run();
      }
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}

/** A shortcut as it is shown: "Ctrl+K", "G then P". */
export function shortcutLabel(shortcut: string): string {
  const mac = navigator.userAgent.includes('Mac OS');
  return shortcut
    .split(' ')
    .map((part) =>
      part
        .split('+')
        .map((key) =>
          key === 'mod' ? (mac ? '⌘' : 'Ctrl') : key.length === 1 ? key.toUpperCase() : key,
        )
        .join('+'),
    )
    .join(' then ');
}
