import {
  ActionIcon,
  Button,
  Group,
  NativeSelect,
  Select,
  Stack,
  Switch,
  Text,
  Tooltip,
} from '@mantine/core';
import { IconTrash, IconUsers } from '@tabler/icons-react';
import type { Stage } from '@/api/types';
import { useCurrentProject } from '@/features/project';
import { count } from '@/ui/format';
import { toast } from '@/ui/toast';
import { classChoices } from '../classes';
import {
  addChild,
  ADJUDICATION,
  autoAssign,
  childrenOf,
  configOf,
  judgesAmong,
  LEAST_CHILDREN,
  MOST_CHILDREN,
  withThreshold,
} from '../consensus';
import { removeStages } from '../model';
import { StageIcon } from '../StageIcon';
import type { WorkflowEditor } from '../useWorkflowEditor';
import classes from '../Workflow.module.css';
import { NumberField } from './NumberField';
import type { FieldsProps } from './StagePanel';

/** Who judges, when judgments agree, and what becomes of them. */
export function ConsensusFields(
  props: FieldsProps & { editor: WorkflowEditor; onSelect: (stageId: string) => void },
) {
  const { stage, patch } = props;
  const config = configOf(stage);
  const set = (changes: object) => patch({ consensusConfig: { ...config, ...changes } });
  const method = ADJUDICATION.find((each) => each.value === (config.adjudicationMethod ?? 'best'));
  return (
    <>
      <Judges {...props} />
      <NativeSelect
        label="Which judgment goes on"
        description={method?.meaning}
        data={ADJUDICATION.map(({ value, label }) => ({ value, label }))}
        value={config.adjudicationMethod ?? 'best'}
        onChange={(event) => set({ adjudicationMethod: event.currentTarget.value })}
      />
      <Thresholds {...props} />
      <NumberField
        label="Fewest judgments"
        description="With so many that agree for certain the others are not waited for"
        placeholder="All"
        value={config.minJudgments ?? undefined}
        min={LEAST_CHILDREN}
        max={MOST_CHILDREN}
        onChange={(minJudgments) => set({ minJudgments })}
      />
      <Switch
        label="Blind start"
        description="Judges begin without the labels the task has"
        checked={config.blindStart === true}
        onChange={(event) => set({ blindStart: event.currentTarget.checked })}
      />
      <Switch
        label="Same person may judge twice"
        description="Otherwise one person gives one judgment of a task"
        checked={config.allowSamePerson === true}
        onChange={(event) => set({ allowSamePerson: event.currentTarget.checked })}
      />
    </>
  );
}

function Judges({
  editor,
  stage,
  disabled,
  onSelect,
}: FieldsProps & { editor: WorkflowEditor; onSelect: (stageId: string) => void }) {
  const { project } = useCurrentProject();
  const { stages } = editor;
  const children = childrenOf(stages, stage.id);
  const labelJudges = children.filter((child) => child.type === 'Label').length;
  const full = children.length >= MOST_CHILDREN;
  const assign = () => {
    const people = judgesAmong(project.assignedTo, labelJudges);
    if (people.length < labelJudges) {
      toast.failed(
        new Error(
          `The project has ${count(people.length, 'member')} for ${count(labelJudges, 'judge')}. Add members, or take judges out.`,
        ),
      );
    } else {
      editor.change(autoAssign(stages, stage.id, people));
    }
  };
  return (
    <div role="group" aria-label="Judges">
      <Group justify="space-between" mb={4}>
        <Text size="sm" fw={500}>
          Judges
        </Text>
        <Tooltip
          label="Deals the labelers out, so that nobody is in two of them"
          multiline
          maw={220}
        >
          <Button
            size="compact-xs"
            variant="subtle"
            leftSection={<IconUsers size={13} aria-hidden />}
            disabled={disabled || labelJudges === 0}
            onClick={assign}
          >
            Auto assign
          </Button>
        </Tooltip>
      </Group>
      <Stack gap={4}>
        {children.map((child) => (
          <Group key={child.id} gap={6} wrap="nowrap" className={classes.judgeRow}>
            <StageIcon type={child.type} small />
            <button type="button" className={classes.judgeName} onClick={() => onSelect(child.id)}>
              <span className="truncate">{child.name || 'Unnamed'}</span>
            </button>
            <Text size="xs" c="dimmed" className="truncate" maw={110}>
              {whoOf(child)}
            </Text>
            <ActionIcon
              size="sm"
              variant="subtle"
              color="gray"
              aria-label={`Remove ${child.name}`}
              onClick={() => editor.change(removeStages(stages, [child.id]))}
            >
              <IconTrash size={13} />
            </ActionIcon>
          </Group>
        ))}
      </Stack>
      <Group gap={6} mt={6}>
        <Button
          size="compact-xs"
          variant="default"
          disabled={full}
          onClick={() => editor.change(addChild(stages, stage, 'Label'))}
        >
          Add person
        </Button>
        <Button
          size="compact-xs"
          variant="default"
          disabled={full}
          onClick={() => editor.change(addChild(stages, stage, 'Plugin'))}
        >
          Add plugin
        </Button>
      </Group>
    </div>
  );
}

function whoOf(child: Stage): string {
  if (child.type === 'Plugin') {
    return typeof child.pluginId === 'string' && child.pluginId ? child.pluginId : 'No plugin yet';
  }
  const people = child.assignedTo?.length ?? 0;
  return people === 0 ? 'Everybody' : count(people, 'person', 'people');
}

function Thresholds({ stage, patch }: FieldsProps) {
  const { project } = useCurrentProject();
  const config = configOf(stage);
  const thresholds = Object.entries(config.threshold ?? {});
  const choices = classChoices(project.categorySchema);
  const set = (schemaId: string, percent: number | undefined) =>
    patch({ consensusConfig: withThreshold(config, schemaId, percent) });
  const free = choices.filter((choice) => config.threshold?.[choice.id] === undefined);
  return (
    <div role="group" aria-label="Thresholds">
      <Text size="sm" fw={500}>
        When judgments agree
      </Text>
      <Text size="xs" c="dimmed" mb={6}>
        {thresholds.length > 0
          ? 'Every class below must reach its score.'
          : 'The average of all classes must reach the score.'}
      </Text>
      {thresholds.length === 0 && (
        <NumberField
          aria-label="Score to reach"
          value={config.defaultThreshold ?? 70}
          min={0}
          max={100}
          suffix=" %"
          onChange={(defaultThreshold) =>
            patch({ consensusConfig: { ...config, defaultThreshold } })
          }
        />
      )}
      <Stack gap={6}>
        {thresholds.map(([schemaId, percent]) => {
          const title = choices.find((choice) => choice.id === schemaId)?.title;
          return (
            <div key={schemaId} className={classes.threshold}>
              <Text size="sm" className="truncate" title={title ?? schemaId}>
                {title ?? 'A class that is gone'}
              </Text>
              <NumberField
                aria-label={`Score of ${title ?? schemaId}`}
                value={percent}
                min={0}
                max={100}
                fractions
                suffix=" %"
                onChange={(value) => value !== undefined && set(schemaId, value)}
              />
              <ActionIcon
                size="sm"
                variant="subtle"
                color="gray"
                aria-label={`Remove the threshold of ${title ?? schemaId}`}
                onClick={() => set(schemaId, undefined)}
              >
                <IconTrash size={13} />
              </ActionIcon>
            </div>
          );
        })}
      </Stack>
      {free.length > 0 && (
        <Select
          mt={6}
          aria-label="Add a threshold for a class"
          placeholder="Add a threshold for a class"
          data={free.map((choice) => ({ value: choice.id, label: choice.title }))}
          value={null}
          searchable
          onChange={(schemaId) => schemaId && set(schemaId, config.defaultThreshold ?? 70)}
        />
      )}
    </div>
  );
}
