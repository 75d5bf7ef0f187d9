import { ActionIcon, Menu } from '@mantine/core';
import {
  IconArrowRight,
  IconCopy,
  IconDotsVertical,
  IconListSearch,
  IconRefresh,
  IconSend,
  IconTrash,
  IconTransfer,
} from '@tabler/icons-react';
import { Link } from 'react-router';
import type { Stage } from '@/api/types';
import classes from './Workflow.module.css';

/** What a menu of a stage can do; undefined = not for this person or stage. */
export interface StageMenuActions {
  /** Address of the list of tasks in the stage. */
  tasksLink: string;
  /** Why nothing can be done with its tasks yet. */
  notYet: string | undefined;
  onForward: (() => void) | undefined;
  onRequeue: (() => void) | undefined;
  onRerun: (() => void) | undefined;
  onResend: (() => void) | undefined;
  onDuplicate: (() => void) | undefined;
  onDelete: (() => void) | undefined;
}

const icon = { size: 14, stroke: 1.8, 'aria-hidden': true } as const;

/** Three dots: what can be done with a stage and the tasks in it. */
export function StageMenu(props: {
  stage: Stage;
  actions: StageMenuActions;
  className?: string;
  /** Shown on the canvas, where it stays back until the stage is looked at. */
  onNode?: boolean;
}) {
  const { stage, actions } = props;
  const acts = [
    { label: 'Next stage', icon: <IconArrowRight {...icon} />, run: actions.onForward },
    { label: 'Bulk requeue', icon: <IconTransfer {...icon} />, run: actions.onRequeue },
    { label: 'Re-run what is kept here', icon: <IconRefresh {...icon} />, run: actions.onRerun },
    { label: 'Send all again', icon: <IconSend {...icon} />, run: actions.onResend },
  ].filter((act) => act.run);
  return (
    <Menu position="bottom-end" width={220} withinPortal withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <ActionIcon
          className={[props.className, props.onNode ? classes.nodeMenu : ''].join(' ')}
          size="sm"
          variant="subtle"
          color="gray"
          aria-label={`Actions of ${stage.name || 'the stage'}`}
          onClick={(event) => event.stopPropagation()}
        >
          <IconDotsVertical size={15} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown onClick={(event) => event.stopPropagation()}>
        <Menu.Item
          leftSection={<IconListSearch {...icon} />}
          component={Link}
          to={actions.tasksLink}
        >
          Show tasks
        </Menu.Item>
        {acts.length > 0 && <Menu.Divider />}
        {acts.length > 0 && actions.notYet && <Menu.Label>{actions.notYet}</Menu.Label>}
        {acts.map((act) => (
          <Menu.Item
            key={act.label}
            leftSection={act.icon}
            disabled={actions.notYet !== undefined}
            onClick={act.run}
          >
            {act.label}
          </Menu.Item>
        ))}
        {(actions.onDuplicate || actions.onDelete) && <Menu.Divider />}
        {actions.onDuplicate && (
          <Menu.Item leftSection={<IconCopy {...icon} />} onClick={actions.onDuplicate}>
            Duplicate
          </Menu.Item>
        )}
        {actions.onDelete && (
          <Menu.Item color="red" leftSection={<IconTrash {...icon} />} onClick={actions.onDelete}>
            Delete
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
