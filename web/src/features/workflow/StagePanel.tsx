import {
  ActionIcon,
  Button,
  Fieldset,
  Group,
  MultiSelect,
  NativeSelect,
  Stack,
  Switch,
  Text,
  TextInput,
} from '@mantine/core';
import { IconTrash, IconX } from '@tabler/icons-react';
import { Link } from 'react-router';
import { may } from '@/api/rights';
import type { Stage } from '@/api/types';
import { useCurrentProject } from '@/features/project';
import { CopyId } from '@/ui/bits';
import {
  canDelete,
  connect,
  drawnStages,
  isEditable,
  outputsOf,
  patchStage,
  removeStages,
  targetOf,
} from './model';
import type { WorkflowEditor } from './useWorkflowEditor';
import classes from './Workflow.module.css';

export interface StagePanelProps {
  editor: WorkflowEditor;
  editable: boolean;
  stage: Stage;
  onClose: () => void;
}

/** Settings of the selected stage. */
export function StagePanel({ editor, editable, stage, onClose }: StagePanelProps) {
  const { project, id } = useCurrentProject();
  const { stages } = editor;
  const known = isEditable(stage);
  const patch = (changes: Partial<Stage>) => editor.change(patchStage(stages, stage.id, changes));
  const faults = editor.faults.filter((fault) => fault.stageId === stage.id);
  const eligible = project.assignedTo.filter(
    (member) => stage.type !== 'Review' || may(member.role, 'review'),
  );
  const assigned = stage.assignedTo ?? [];
  const people = [
    ...eligible.map((member) => ({
      value: member.assignee,
      label: member.name ?? member.assignee,
    })),
    ...assigned
      .filter((email) => !eligible.some((member) => member.assignee === email))
      .map((email) => ({ value: email, label: `${email} (may not work here)` })),
  ];

  return (
    <aside className={classes.panel} aria-label={`Stage ${stage.name}`}>
      <Group justify="space-between" mb="sm" wrap="nowrap">
        <Text fw={600} className="truncate">
          {stage.type} stage
        </Text>
        <ActionIcon variant="subtle" color="gray" aria-label="Close settings" onClick={onClose}>
          <IconX size={16} />
        </ActionIcon>
      </Group>
      {faults.map((fault) => (
        <Text
          key={fault.message}
          size="xs"
          mb="xs"
          className={fault.level === 'error' ? classes.error : classes.warning}
          role={fault.level === 'error' ? 'alert' : undefined}
        >
          {fault.message}
        </Text>
      ))}
      {!known && (
        <Text size="sm" c="dimmed" mb="sm">
          Stages of this kind cannot be edited in this version yet. They are kept exactly as they
          are.
        </Text>
      )}
      <Fieldset variant="unstyled" disabled={!editable || !known}>
        <Stack gap="md">
          <TextInput
            label="Name"
            value={stage.name}
            error={stage.name.trim() === ''}
            onChange={(event) => patch({ name: event.currentTarget.value })}
          />
          {(stage.type === 'Label' || stage.type === 'Review') && (
            <MultiSelect
              label="Only for"
              description={
                stage.type === 'Review'
                  ? 'Nobody chosen = every reviewer'
                  : 'Nobody chosen = every member'
              }
              placeholder={assigned.length === 0 ? 'Everybody' : undefined}
              data={people}
              value={assigned}
              onChange={(value) => patch({ assignedTo: value })}
              searchable
              clearable
              disabled={!editable}
            />
          )}
          {stage.type === 'Review' && (
            <Switch
              label="Read only"
              description="Reviewers accept or reject, but do not change labels"
              checked={stage.readOnly ?? false}
              onChange={(event) => patch({ readOnly: event.currentTarget.checked })}
            />
          )}
          {stage.type === 'Start' && (
            <Switch
              label="Forward on import"
              description="New tasks go to the next stage at once; otherwise they wait here"
              checked={stage.autoForward ?? true}
              onChange={(event) => patch({ autoForward: event.currentTarget.checked })}
            />
          )}
          {stage.type === 'Complete' && (
            <Switch
              label="Prevent requeue"
              description="Finished tasks cannot be moved back"
              checked={stage.preventRequeue ?? false}
              onChange={(event) => patch({ preventRequeue: event.currentTarget.checked })}
            />
          )}
          {outputsOf(stage).map((output, index) => (
            <NativeSelect
              key={output}
              label={output}
              value={targetOf(stage, index) ?? ''}
              data={[
                { value: '', label: 'Nowhere' },
                ...drawnStages(stages)
                  .filter((each) => each.type !== 'Start' && each.id !== stage.id)
                  .map((each) => ({ value: each.id, label: each.name || 'Unnamed' })),
              ]}
              onChange={(event) =>
                editor.change(connect(stages, stage.id, index, event.currentTarget.value || null))
              }
            />
          ))}
        </Stack>
      </Fieldset>
      <Stack gap="xs" mt="lg">
        <Button
          component={Link}
          to={`/projects/${id}/tasks?stage=${encodeURIComponent(stage.id)}`}
          variant="default"
          size="xs"
        >
          Show tasks in this stage
        </Button>
        {editable && canDelete(stages, stage) && (
          <Button
            size="xs"
            variant="subtle"
            color="red"
            leftSection={<IconTrash size={14} />}
            onClick={() => {
              editor.change(removeStages(stages, [stage.id]));
              onClose();
            }}
          >
            Delete stage
          </Button>
        )}
      </Stack>
      <div className={classes.stageId}>
        <Text size="xs" c="dimmed">
          Stage id
        </Text>
        <CopyId id={stage.id} label="Copy stage id" />
      </div>
    </aside>
  );
}
