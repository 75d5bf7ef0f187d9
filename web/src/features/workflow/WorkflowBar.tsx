import { ActionIcon, Button, Group, Menu, Text, Tooltip } from '@mantine/core';
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconClipboardCopy,
  IconClipboardText,
  IconDots,
  IconHistory,
  IconLayoutDistributeVertical,
  IconTemplate,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Problems } from './Problems';
import type { WorkflowEditor } from './useWorkflowEditor';
import classes from './Workflow.module.css';

const icon = { size: 14, stroke: 1.8, 'aria-hidden': true } as const;

export interface WorkflowBarProps {
  editor: WorkflowEditor;
  editable: boolean;
  revision: number | undefined;
  onSelect: (stageId: string) => void;
  onTidy: () => void;
  onVersions: () => void;
  onTemplates: () => void;
  onCopy: () => void;
  onPaste: () => void;
}

/** State of the draft and what can be done with the workflow as a whole. */
export function WorkflowBar(props: WorkflowBarProps) {
  const { editor, editable } = props;
  return (
    <div className={classes.bar}>
      <Text size="xs" c="dimmed" role="status">
        {editor.dirty
          ? 'Unsaved changes'
          : props.revision
            ? `Saved, version ${props.revision}`
            : 'Saved'}
      </Text>
      <Problems faults={editor.faults} stages={editor.stages} onSelect={props.onSelect} />
      <Group gap={6} ml="auto" wrap="nowrap">
        {editable && (
          <>
            <IconButton label="Tidy up" onClick={props.onTidy}>
              <IconLayoutDistributeVertical size={16} />
            </IconButton>
            <IconButton label="Undo" disabled={!editor.canUndo} onClick={editor.undo}>
              <IconArrowBackUp size={16} />
            </IconButton>
            <IconButton label="Redo" disabled={!editor.canRedo} onClick={editor.redo}>
              <IconArrowForwardUp size={16} />
            </IconButton>
          </>
        )}
        <IconButton label="Versions" onClick={props.onVersions}>
          <IconHistory size={16} />
        </IconButton>
        <Menu position="bottom-end" width={220} withinPortal>
          <Menu.Target>
            <ActionIcon variant="subtle" color="gray" aria-label="More about the workflow">
              <IconDots size={16} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {editable && (
              <Menu.Item leftSection={<IconTemplate {...icon} />} onClick={props.onTemplates}>
                Templates
              </Menu.Item>
            )}
            <Menu.Item leftSection={<IconClipboardCopy {...icon} />} onClick={props.onCopy}>
              Copy workflow JSON
            </Menu.Item>
            {editable && (
              <Menu.Item leftSection={<IconClipboardText {...icon} />} onClick={props.onPaste}>
                Paste workflow JSON
              </Menu.Item>
            )}
          </Menu.Dropdown>
        </Menu>
        {editable && (
          <>
            <Button variant="default" disabled={!editor.dirty} onClick={editor.discard}>
              Discard
            </Button>
            <Button
              disabled={!editor.dirty || editor.blocked}
              loading={editor.saving}
              onClick={() => void editor.save()}
            >
              Save workflow
            </Button>
          </>
        )}
      </Group>
    </div>
  );
}

function IconButton(props: {
  label: string;
  disabled?: boolean;
  onClick: () => void;
  children: ReactNode;
}) {
  return (
    <Tooltip label={props.label}>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={props.label}
        disabled={props.disabled}
        onClick={props.onClick}
      >
        {props.children}
      </ActionIcon>
    </Tooltip>
  );
}
