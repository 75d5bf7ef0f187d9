import { ActionIcon, Button, Fieldset, Group, Stack, Switch, Text, TextInput } from '@mantine/core';
import { IconArrowLeft, IconTrash, IconX } from '@tabler/icons-react';
import type { Stage } from '@/api/types';
import { useCurrentProject } from '@/features/project';
import { CopyId } from '@/ui/bits';
import { outputsOf, patchStage } from '../model';
import { StageIcon } from '../StageIcon';
import { StageMenu, type StageMenuActions } from '../StageMenu';
import type { WorkflowEditor } from '../useWorkflowEditor';
import classes from '../Workflow.module.css';
import { ConsensusFields } from './ConsensusFields';
import { LogicFields } from './LogicFields';
import { OutputFields } from './OutputFields';
import { PluginFields } from './PluginFields';
import { WebhookFields, WebhookLog } from './WebhookFields';
import { WorkFields } from './WorkFields';

/** What the fields of every type of stage get. */
export interface FieldsProps {
  stage: Stage;
  stages: Stage[];
  patch: (changes: Partial<Stage>) => void;
  disabled: boolean;
}

export interface StagePanelProps {
  editor: WorkflowEditor;
  editable: boolean;
  stage: Stage;
  menu: StageMenuActions;
  onSelect: (stageId: string | undefined) => void;
}

/** Settings of the selected stage. */
export function StagePanel({ editor, editable, stage, menu, onSelect }: StagePanelProps) {
  const { project } = useCurrentProject();
  const { stages } = editor;
  const patch = (changes: Partial<Stage>) => editor.change(patchStage(stages, stage.id, changes));
  const faults = editor.faults.filter((fault) => fault.stageId === stage.id);
  const parent = stages.find((each) => each.id === stage.consensusId);
  const saved = project.stages.find((each) => each.id === stage.id);
  const fields: FieldsProps = { stage, stages, patch, disabled: !editable };
  return (
    <aside className={classes.panel} aria-label={`Stage ${stage.name}`}>
      <Group justify="space-between" mb="sm" wrap="nowrap" gap={8}>
        <StageIcon type={stage.type} />
        <Text fw={600} className="truncate" flex={1}>
          {parent ? `${stage.type} judge` : `${stage.type} stage`}
        </Text>
        <StageMenu stage={stage} actions={menu} />
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label="Close settings"
          onClick={() => onSelect(undefined)}
        >
          <IconX size={16} />
        </ActionIcon>
      </Group>
      {parent && (
        <Button
          size="compact-xs"
          variant="subtle"
          mb="sm"
          leftSection={<IconArrowLeft size={13} aria-hidden />}
          onClick={() => onSelect(parent.id)}
        >
          {parent.name || 'Consensus'}
        </Button>
      )}
      {faults.length > 0 && (
        <ul className={classes.panelFaults}>
          {faults.map((fault) => (
            <li
              key={fault.message}
              className={fault.level === 'error' ? classes.error : classes.warning}
              role={fault.level === 'error' ? 'alert' : undefined}
            >
              {fault.message}
            </li>
          ))}
        </ul>
      )}
      <Fieldset variant="unstyled" disabled={!editable}>
        <Stack gap="md">
          <TextInput
            label="Name"
            value={stage.name}
            error={stage.name.trim() === ''}
            onChange={(event) => patch({ name: event.currentTarget.value })}
          />
          <TypeFields {...fields} editor={editor} onSelect={onSelect} />
          {stage.type !== 'Logic' && !parent && outputsOf(stage).length > 0 && (
            <div role="group" aria-label="Where tasks go">
              <Text size="xs" c="dimmed" mb={8}>
                Where tasks go
              </Text>
              <Stack gap="sm">
                <OutputFields editor={editor} stage={stage} />
              </Stack>
            </div>
          )}
        </Stack>
      </Fieldset>
      {stage.type === 'Webhook' && saved && (
        <div className={classes.section}>
          <WebhookLog
            stageId={stage.id}
            unsaved={JSON.stringify(saved) !== JSON.stringify(stage)}
            mayTest={editable}
          />
        </div>
      )}
      {menu.onDelete && (
        <Button
          mt="lg"
          size="xs"
          variant="subtle"
          color="red"
          leftSection={<IconTrash size={14} aria-hidden />}
          onClick={menu.onDelete}
        >
          {parent ? 'Remove judge' : 'Delete stage'}
        </Button>
      )}
      <div className={classes.section}>
        <Text size="xs" c="dimmed">
          Stage id
        </Text>
        <CopyId id={stage.id} label="Copy stage id" />
      </div>
    </aside>
  );
}

function TypeFields(
  props: FieldsProps & { editor: WorkflowEditor; onSelect: (stageId: string) => void },
) {
  const { stage, patch, editor } = props;
  switch (stage.type) {
    case 'Start':
      return (
        <Switch
          label="Forward on import"
          description="New tasks go to the next stage at once; otherwise they wait here"
          checked={stage.autoForward ?? false}
          onChange={(event) => patch({ autoForward: event.currentTarget.checked })}
        />
      );
    case 'Label':
    case 'Review':
      return <WorkFields {...props} />;
    case 'Consensus':
      return <ConsensusFields {...props} />;
    case 'Logic':
      return <LogicFields editor={editor} stage={stage} />;
    case 'Plugin':
      return <PluginFields {...props} />;
    case 'Webhook':
      return <WebhookFields {...props} />;
    case 'Hold':
      return (
        <Text size="xs" c="dimmed">
          Tasks wait here until somebody chooses “Next stage” in the menu of the stage, for all or
          for some batches. Until then they can be opened and saved.
        </Text>
      );
    case 'Complete':
      return (
        <Switch
          label="Prevent requeue"
          description="Finished tasks cannot be moved back"
          checked={stage.preventRequeue ?? false}
          onChange={(event) => patch({ preventRequeue: event.currentTarget.checked })}
        />
      );
    case 'Archive':
      return (
        <Text size="xs" c="dimmed">
          The end of discarded tasks: not in queues, totals, the list of tasks or exports, unless
          asked for. They can be requeued.
        </Text>
      );
    default:
      return null;
  }
}
