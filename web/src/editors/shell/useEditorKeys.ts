import { useEffect } from 'react';
import type { CommandRegistry } from '@/engine/commands/registry';
import type { ImageEditor } from '@/engine/editor';

/** Chords that work in a text field as well. */
const IN_FIELDS = new Set(['task.save', 'task.finish', 'app.palette']);

/** Whether the focus is in something that takes typed text. */
function isTyping(target: EventTarget | null): target is HTMLElement {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.matches('textarea, select')) return true;
  return (
    target.matches('input') && !target.matches('[type="checkbox"], [type="radio"], [type="range"]')
  );
}

/** Keys that belong to a focused control: they press, move or choose there. */
function belongsToControl(event: KeyboardEvent): boolean {
  const { target } = event;
  if (!(target instanceof HTMLElement) || target === document.body) return false;
  if (target.closest('[role="application"]') === target) return false;
  return (
    ['Enter', ' ', 'Tab'].includes(event.key) || (event.key.startsWith('Arrow') && !event.shiftKey)
  );
}

/** Runs commands by their keys, unless a field, a control or a dialog has them. */
export function useEditorKeys(commands: CommandRegistry, editor: ImageEditor): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing) return;
      if (document.querySelector('[role="dialog"][aria-modal="true"]')) return;
      const typing = isTyping(event.target);
      if (typing && event.key === 'Escape') {
        event.target.blur();
        return;
      }
      const command = commands.find(event, editor.state.get().hovered !== null);
      if (!command || (typing && !IN_FIELDS.has(command.id))) return;
      if (belongsToControl(event) && !event.ctrlKey && !event.metaKey) return;
      // Text that was marked on the page is copied as text.
      if (command.id === 'edit.copy' && document.getSelection()?.toString()) return;
      event.preventDefault();
      command.run();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [commands, editor]);
}
