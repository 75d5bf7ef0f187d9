import { ActionIcon, Button, Group, Menu, Stack, Text } from '@mantine/core';
import { IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Stage } from '@/api/types';
import {
  addRule,
  changeRule,
  CONDITION_TITLES,
  newCondition,
  raiseRule,
  removeRule,
  rulesOf,
  type Rule,
} from '../logic';
import { patchStage } from '../model';
import type { WorkflowEditor } from '../useWorkflowEditor';
import classes from '../Workflow.module.css';
import { ConditionFields } from './ConditionFields';
import { OutputField } from './OutputFields';

/** The rules of a Logic stage in their order, each with where it leads; Else comes last. */
export function LogicFields({ editor, stage }: { editor: WorkflowEditor; stage: Stage }) {
  const rules = rulesOf(stage);
  const set = (changed: Stage) => editor.change(patchStage(editor.stages, stage.id, changed));
  return (
    <Stack gap="sm">
      <Text size="xs" c="dimmed">
        Rules are tried from top to bottom; the first that matches decides the way.
      </Text>
      {rules.map((rule, index) => (
        <RuleCard
          key={index}
          number={index + 1}
          rule={rule}
          stages={editor.stages}
          onChange={(changed) => set(changeRule(stage, index, changed))}
          onRaise={index > 0 ? () => set(raiseRule(stage, index)) : undefined}
          onRemove={() => set(removeRule(stage, index))}
          way={
            <OutputField
              editor={editor}
              stage={stage}
              index={index}
              label={`Rule ${index + 1} leads to`}
            />
          }
        />
      ))}
      <ConditionMenu label="Add rule" onPick={(type) => set(addRule(stage, newCondition(type)))} />
      <OutputField editor={editor} stage={stage} index={rules.length} label="Else" />
    </Stack>
  );
}

function RuleCard(props: {
  number: number;
  rule: Rule;
  stages: Stage[];
  onChange: (rule: Rule) => void;
  onRaise: (() => void) | undefined;
  onRemove: () => void;
  way: ReactNode;
}) {
  const { number, rule, onChange } = props;
  return (
    <div className={classes.rule} role="group" aria-label={`Rule ${number}`}>
      <Group justify="space-between" wrap="nowrap" gap={4}>
        <Text size="sm" fw={600}>
          Rule {number}
        </Text>
        <Group gap={2} wrap="nowrap">
          {props.onRaise && (
            <ActionIcon
              size="sm"
              variant="subtle"
              color="gray"
              aria-label={`Move rule ${number} up`}
              onClick={props.onRaise}
            >
              <IconArrowUp size={14} />
            </ActionIcon>
          )}
          <ActionIcon
            size="sm"
            variant="subtle"
            color="gray"
            aria-label={`Remove rule ${number}`}
            onClick={props.onRemove}
          >
            <IconTrash size={14} />
          </ActionIcon>
        </Group>
      </Group>
      <Stack gap="sm" mt={6}>
        {rule.map((condition, index) => (
          <div key={index} className={classes.condition}>
            <Group justify="space-between" wrap="nowrap" gap={4} mb={4}>
              <Text size="xs" fw={500} c="dimmed">
                {index > 0 ? 'and ' : ''}
                {CONDITION_TITLES[condition.type] ?? condition.type}
              </Text>
              {rule.length > 1 && (
                <ActionIcon
                  size="xs"
                  variant="subtle"
                  color="gray"
                  aria-label={`Remove the condition ${CONDITION_TITLES[condition.type] ?? condition.type}`}
                  onClick={() => onChange(rule.filter((_, at) => at !== index))}
                >
                  <IconTrash size={12} />
                </ActionIcon>
              )}
            </Group>
            <ConditionFields
              condition={condition}
              stages={props.stages}
              onChange={(changed) =>
                onChange(rule.map((each, at) => (at === index ? changed : each)))
              }
            />
          </div>
        ))}
        <ConditionMenu
          label="And"
          small
          onPick={(type) => onChange([...rule, newCondition(type)])}
        />
        {props.way}
      </Stack>
    </div>
  );
}

function ConditionMenu(props: { label: string; small?: boolean; onPick: (type: string) => void }) {
  return (
    <Menu position="bottom-start" width={260} withinPortal>
      <Menu.Target>
        <Button
          size={props.small ? 'compact-xs' : 'xs'}
          variant={props.small ? 'subtle' : 'default'}
          leftSection={<IconPlus size={13} aria-hidden />}
          style={{ alignSelf: 'flex-start' }}
        >
          {props.label}
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah={320} style={{ overflowY: 'auto' }}>
        {Object.entries(CONDITION_TITLES).map(([type, title]) => (
          <Menu.Item key={type} onClick={() => props.onPick(type)}>
            {title}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
