import { useCallback, useEffect, useMemo, useState, type ReactNode } from 'react';
import type { Shortcoming } from '@/engine/answers/required';
import { placeOf } from '@/engine/answers/placeOf';
import type { ImageEditor } from '@/engine/editor';
import type { TaskApi } from '@/engine/sync/taskPort';
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
import { Findings } from './Findings';
import { IssueMarker, IssueNotice } from './IssueNotice';
import { EarlierWork, MissingList, ReviewComment, SaveBar } from './Notices';
import { type Drawer, TopBar } from './TopBar';
import { useShownIssue } from './useShownIssue';
import { useEditorKeys } from './useEditorKeys';
import { useSelected, useSignal } from './useSignal';
import { type Dialog, useCommands } from './useCommands';
import { useTaskActions } from './useTaskActions';
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

/** The whole window: bars, panels, canvas, and the keys that work on them. */
export function Workspace(props: WorkspaceProps) {
  const { session, editor, api, email, leave, url, notice, imageState } = props;
  const [drawer, setDrawer] = useState<Drawer>(null);
  const [dialog, setDialog] = useState<Dialog>(null);
  const [highlight, setHighlight] = useState<Highlight | null>(null);
  const actions = useTaskActions(session, leave);
  const { task, asset } = useSignal(session.data);
  const [issue, closeIssue] = useShownIssue(editor, imageState === 'ready');
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
  const jumpTo = (id: string): void => {
    const { objectId = null, schemaId = null } = placeOf(editor.document.answer(), id) ?? {};
    if (objectId !== null) editor.focusObject(objectId, true);
    if (schemaId !== null) focusQuestion(schemaId, objectId);
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
            <IssueNotice issue={issue} onClose={closeIssue} />
            <EarlierWork session={session} />
            <Findings actions={actions} onJump={jumpTo} />
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
            <IssueMarker issue={issue} />
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
