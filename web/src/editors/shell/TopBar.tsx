import { ActionIcon, Badge, Button, Tooltip } from '@mantine/core';
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconArrowLeft,
  IconCrown,
  IconHistory,
  IconInfoCircle,
  IconKeyboard,
  IconMinus,
  IconPlus,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useEditor } from '../image/EditorContext';
import { ActivityDot } from './ActivityDot';
import { Decisions } from './Decisions';
import { MoreMenu } from './MoreMenu';
import { QuickSettings } from './QuickSettings';
import { SaveStatus } from './SaveStatus';
import type { TaskActions } from './useTaskActions';
import { useSelected, useSignal } from './useSignal';
import classes from './editor.module.css';

/** The drawers on the right. */
export type Drawer = 'info' | 'history' | null;

interface TopBarProps {
  readonly actions: TaskActions;
  readonly drawer: Drawer;
  readonly setDrawer: (drawer: Drawer) => void;
  readonly openShortcuts: () => void;
}

/** Where one is, how saving stands, and what can be done with the task. */
export function TopBar({ actions, drawer, setDrawer, openShortcuts }: TopBarProps) {
  const { session, editor, commands } = useEditor();
  const { task, project, asset } = useSignal(session.data);
  const undoTitle = useSelected(editor.state, (state) => state.undoTitle);
  const redoTitle = useSelected(editor.state, (state) => state.redoTitle);
  const readOnly = useSelected(editor.state, (state) => state.readOnly);
  const zoom = useSignal(editor.zoom);
  const name = asset.externalId ?? task.externalId ?? task._id;
  const command = (id: string, label: string, icon: ReactNode, disabled = false) => {
    const key = commands.label(id);
    return (
      <Tooltip label={key ? `${label} (${key})` : label}>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={label}
          disabled={disabled}
          onClick={() => commands.run(id)}
        >
          {icon}
        </ActionIcon>
      </Tooltip>
    );
  };
  const toggle = (which: Exclude<Drawer, null>, label: string, icon: ReactNode) => (
    <Tooltip label={label}>
      <ActionIcon
        variant={drawer === which ? 'light' : 'subtle'}
        color={drawer === which ? 'indigo' : 'gray'}
        aria-label={label}
        aria-pressed={drawer === which}
        onClick={() => setDrawer(drawer === which ? null : which)}
      >
        {icon}
      </ActionIcon>
    </Tooltip>
  );
  return (
    <header className={classes.topBar}>
      <Tooltip label={`Back to ${project.name}`}>
        <ActionIcon
          component={Link}
          to={`/projects/${project._id}`}
          variant="subtle"
          color="gray"
          aria-label={`Back to ${project.name}`}
        >
          <IconArrowLeft size={18} stroke={1.7} />
        </ActionIcon>
      </Tooltip>
      <div className={classes.topTitle}>
        <h1 className={classes.externalId} title={name}>
          {name}
        </h1>
        <Badge variant="light" color="gray" size="sm">
          {task.stageName ?? task.stage}
        </Badge>
        {task.isBenchmark === true && (
          <Tooltip label="Benchmark">
            <IconCrown
              size={15}
              color="var(--k-warning-text)"
              role="img"
              aria-label="Benchmark"
              style={{ flex: 'none' }}
            />
          </Tooltip>
        )}
        {task.isSkipped === true && (
          <Badge variant="light" color="yellow" size="sm">
            Skipped
          </Badge>
        )}
      </div>
      <SaveStatus session={session} />
      <ActivityDot session={session} />
      <span className={classes.rule} />
      {!readOnly && (
        <div className={classes.group}>
          {command(
            'edit.undo',
            undoTitle ? `Undo: ${undoTitle}` : 'Undo',
            <IconArrowBackUp size={17} stroke={1.7} />,
            !undoTitle,
          )}
          {command(
            'edit.redo',
            redoTitle ? `Redo: ${redoTitle}` : 'Redo',
            <IconArrowForwardUp size={17} stroke={1.7} />,
            !redoTitle,
          )}
        </div>
      )}
      <div className={classes.group}>
        {command('view.zoomOut', 'Zoom out', <IconMinus size={16} stroke={1.7} />)}
        <Tooltip label="Fit to screen (0)">
          <Button
            className={classes.zoom}
            variant="subtle"
            color="gray"
            size="xs"
            px={4}
            aria-label={`Zoom ${Math.round(zoom * 100)} percent, fit to screen`}
            onClick={() => commands.run('view.fit')}
          >
            {Math.round(zoom * 100)} %
          </Button>
        </Tooltip>
        {command('view.zoomIn', 'Zoom in', <IconPlus size={16} stroke={1.7} />)}
      </div>
      <span className={classes.rule} />
      <div className={classes.group}>
        <QuickSettings />
        {toggle('info', 'Task info', <IconInfoCircle size={17} stroke={1.7} />)}
        {toggle('history', 'Stage history', <IconHistory size={17} stroke={1.7} />)}
        <Tooltip label="Shortcuts (?)">
          <ActionIcon variant="subtle" color="gray" aria-label="Shortcuts" onClick={openShortcuts}>
            <IconKeyboard size={17} stroke={1.7} />
          </ActionIcon>
        </Tooltip>
        <MoreMenu actions={actions} />
      </div>
      <Decisions actions={actions} />
    </header>
  );
}
