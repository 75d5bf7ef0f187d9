import { useCallback, useEffect, useMemo, useState, type ReactNode } from 'react';
import type { Shortcoming } from '@/engine/answers/required';
import { classCommands, editorCommands } from '@/engine/commands/editorCommands';
import { type Command, CommandRegistry } from '@/engine/commands/registry';
import type { ImageEditor } from '@/engine/editor';
import type { TaskApi } from '@/engine/sync/taskPort';
import { toast } from '@/ui/toast';
import { EditorContext, type Highlight } from '../image/EditorContext';
import { CanvasMenu } from '../image/CanvasMenu';
import { ImageCanvas } from '../image/ImageCanvas';
import { Inspector } from '../image/Inspector';
import { ObjectsPanel } from '../image/ObjectsPanel';
import { QuestionsPanel } from '../image/QuestionsPanel';
import { StatusBar } from '../image/StatusBar';
import { ToolsPanel } from '../image/ToolsPanel';
import type { TaskSession } from '../session/taskSession';
import { CommandPalette, ShortcutsDialog } from './CommandDialogs';
import { RightDrawer } from './Drawers';
import { LeftPanel } from './LeftPanel';
import { EarlierWork, MissingList, ReviewComment, SaveBar } from './Notices';
import { type Drawer, TopBar } from './TopBar';
import { useEditorKeys } from './useEditorKeys';
import { useSelected, useSignal } from './useSignal';
import { type TaskActions, useTaskActions } from './useTaskActions';
import classes from './editor.module.css';

interface WorkspaceProps {
  readonly session: TaskSession;
  readonly editor: ImageEditor;
  readonly api: TaskApi;
  readonly email: string;
  readonly leave: (projectId: string, done: string, skipped?: string) => Promise<void>;
  readonly url: string;
  /** Shown over the canvas while the image is not there. */
  readonly notice: ReactNode;
  readonly imageState: 'loading' | 'ready' | 'failed';
}

type Dialog = 'palette' | 'shortcuts' | null;

/** The whole window: bars, panels, canvas, and the keys that work on them. */
export function Workspace(props: WorkspaceProps) {
  const { session, editor, api, email, leave, url, notice, imageState } = props;
  const [drawer, setDrawer] = useState<Drawer>(null);
  const [dialog, setDialog] = useState<Dialog>(null);
  const [highlight, setHighlight] = useState<Highlight | null>(null);
  const actions = useTaskActions(session, leave);
  const { task, asset } = useSignal(session.data);
  const version = useSelected(editor.state, (state) => state.version);

  const focusQuestion = useCallback((schemaId: string, objectId: string | null) => {
    setHighlight({ schemaId, objectId });
    // The panel of an object may have to be drawn first.
    if (!revealQuestion(schemaId)) setTimeout(() => revealQuestion(schemaId), 30);
  }, []);
  useEffect(() => {
    if (!highlight) return;
    const timer = setTimeout(() => setHighlight(null), 2500);
    return () => clearTimeout(timer);
  }, [highlight]);

  const commands = useCommands(session, editor, actions, setDialog, focusQuestion);
  useEditorKeys(commands, editor);
  const context = useMemo(
    () => ({ session, editor, commands, highlight }),
    [session, editor, commands, highlight],
  );

  const jump = (item: Shortcoming): void => {
    if (item.objectId !== undefined) editor.focusObject(item.objectId, true);
    if (item.target === 'tool') editor.useClass(item.schemaId);
    else focusQuestion(item.schemaId, item.objectId ?? null);
  };
  // Answers given since the last attempt are taken off the list.
  const missing = useMemo(
    () => (actions.missing === null ? [] : session.missing()),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the version stands for the document
    [actions.missing, session, version],
  );

  return (
    <EditorContext value={context}>
      <div className={classes.editor}>
        <TopBar
          actions={actions}
          drawer={drawer}
          setDrawer={setDrawer}
          openShortcuts={() => setDialog('shortcuts')}
        />
        <SaveBar session={session} email={email} />
        <div className={classes.body}>
          <LeftPanel>
            <ReviewComment review={task.review} />
            <EarlierWork session={session} />
            <MissingList missing={missing} onJump={jump} onClose={actions.dismissMissing} />
            <ToolsPanel />
            <QuestionsPanel />
            <ObjectsPanel />
            <Inspector />
          </LeftPanel>
          <main className={classes.canvasArea}>
            <ImageCanvas
              editor={editor}
              url={url}
              name={asset.externalId ?? task._id}
              missing={imageState !== 'ready'}
            />
            <CanvasMenu />
            {notice !== null && (
              <div
                className={classes.canvasNotice}
                data-covers={imageState === 'failed' || undefined}
                role="status"
              >
                {notice}
              </div>
            )}
            <StatusBar />
          </main>
          <RightDrawer
            drawer={drawer}
            session={session}
            api={api}
            onClose={() => setDrawer(null)}
          />
        </div>
        <CommandPalette
          commands={commands}
          opened={dialog === 'palette'}
          onClose={() => setDialog(null)}
        />
        <ShortcutsDialog
          commands={commands}
          opened={dialog === 'shortcuts'}
          onClose={() => setDialog(null)}
        />
      </div>
    </EditorContext>
  );
}

function revealQuestion(schemaId: string): boolean {
  const question = document.querySelector<HTMLElement>(`[data-question="${CSS.escape(schemaId)}"]`);
  question?.scrollIntoView({ block: 'nearest' });
  question?.querySelector<HTMLElement>('input, textarea, button')?.focus({ preventScroll: true });
  return question !== null;
}

function useCommands(
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

/** The clipboard is only there on secure addresses; a hidden field does for the others. */
async function copyText(text: string): Promise<void> {
  if ('clipboard' in navigator) {
    await navigator.clipboard.writeText(text);
    return;
  }
  const field = document.createElement('textarea');
  field.value = text;
  document.body.append(field);
  field.select();
  // Old, but the only way on a plain http address.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  const done = document.execCommand('copy');
  field.remove();
  if (!done) throw new Error('Copying is not allowed.');
}
