import { createContext, useContext } from 'react';
import type { CommandRegistry } from '@/engine/commands/registry';
import type { ImageEditor } from '@/engine/editor';
import type { TaskSession } from '../session/taskSession';

/** Where a click on a missing answer leads. */
export interface Highlight {
  readonly schemaId: string;
  readonly objectId: string | null;
}

/** What the panels of one open task share. */
export interface EditorContextValue {
  readonly session: TaskSession;
  readonly editor: ImageEditor;
  readonly commands: CommandRegistry;
  readonly highlight: Highlight | null;
}

/** The open task; use `useEditor`. */
export const EditorContext = createContext<EditorContextValue | null>(null);

/** The open task of the editor page. */
export function useEditor(): EditorContextValue {
  const value = useContext(EditorContext);
  if (!value) throw new Error('useEditor is only for panels of the editor page.');
  return value;
}
