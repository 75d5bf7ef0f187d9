import { useMemo } from 'react';
import { classCommands, editorCommands } from '@/engine/commands/editorCommands';
import { type Command, CommandRegistry } from '@/engine/commands/registry';
import type { ImageEditor } from '@/engine/editor';
import { toast } from '@/ui/toast';
import type { TaskSession } from '../session/taskSession';
import { copyText } from './copyText';
import type { TaskActions } from './useTaskActions';

/** The dialogs that commands open. */
export type Dialog = 'palette' | 'shortcuts' | null;

/** Every command of the editor, for keys, menus and the palette. */
export function useCommands(
  session: TaskSession,
  editor: ImageEditor,
  actions: TaskActions,
  setDialog: (dialog: Dialog) => void,
  focusQuestion: (schemaId: string, objectId: string | null) => void,
): CommandRegistry {
  return useMemo(() => {
    const page = {
      say: (text: string) => toast.done(text),
      copyId: (id: string) => {
        copyText(id).then(
          () => toast.done('Object id copied.'),
          () => toast.failed(new Error(`The browser did not allow copying. The id is ${id}`)),
        );
      },
      onCanvas: () => {
        const { activeElement } = document;
        return activeElement === document.body || activeElement?.role === 'application';
      },
      focusQuestion: (schemaId: string) => focusQuestion(schemaId, null),
    };
    const { rights } = session.data.get();
    const registry = new CommandRegistry();
    registry.add(
      {
        id: 'app.palette',
        title: 'Run a command',
        group: 'General',
        keys: ['Mod+K'],
        keysOnly: true,
        run: () => setDialog('palette'),
      },
      {
        id: 'app.shortcuts',
        title: 'Show shortcuts',
        group: 'General',
        keys: ['?'],
        run: () => setDialog('shortcuts'),
      },
      {
        id: 'task.save',
        title: 'Save now',
        group: 'Task',
        keys: ['Mod+S'],
        when: () => rights.edit,
        run: actions.save,
      },
      {
        id: 'task.finish',
        title: session.mode === 'review' ? 'Accept' : 'Submit',
        group: 'Task',
        keys: ['Mod+Enter'],
        when: () => session.mode === 'review' || rights.submit,
        run: () => (session.mode === 'review' ? actions.accept() : actions.submit()),
      },
      {
        id: 'task.copyAnswers',
        title: 'Copy answers',
        group: 'Task',
        run: actions.copyAnswers,
      },
      {
        id: 'task.skip',
        title: 'Skip',
        group: 'Task',
        when: () => rights.skip,
        run: actions.skip,
      },
      ...(session.mode === 'review' ? [rejectCommand(actions)] : []),
      ...editorCommands(editor, page),
      ...classCommands(editor, page),
    );
    return registry;
  }, [session, editor, actions, setDialog, focusQuestion]);
}

function rejectCommand(actions: TaskActions): Command {
  return {
    id: 'task.reject',
    title: 'Reject',
    group: 'Task',
    keys: ['Mod+Backspace'],
    run: () => actions.setRejecting(true),
  };
}
