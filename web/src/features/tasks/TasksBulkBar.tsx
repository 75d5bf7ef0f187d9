import { Button, Menu, ScrollArea, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import {
  IconArrowBackUp,
  IconFileExport,
  IconFlag,
  IconSearch,
  IconTag,
  IconUserMinus,
  IconUserPlus,
} from '@tabler/icons-react';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useAssignBatches } from '@/api/assets';
import { useAssignTasks } from '@/api/tasks';
import type { Task } from '@/api/types';
import { BatchesDialog, useCurrentProject } from '@/features/project';
import { Person } from '@/ui/bits';
import { BulkBar } from '@/ui/BulkBar';
import { count } from '@/ui/format';
import { toast } from '@/ui/toast';
import { MoreActions } from './MoreActions';
import { PriorityDialog } from './PriorityDialog';
import { RequeueDialog } from './RequeueDialog';
import { assetIdsOf } from './assetIds';

export interface TasksBulkBarProps {
  selected: ReadonlySet<string>;
  /** Tasks of the page shown. */
  tasks: Task[];
  total: number;
  onClear: () => void;
  onSelectAll: () => void;
  selectingAll: boolean;
}

/** Assign, unassign, requeue, priority and batches for the chosen tasks. */
export function TasksBulkBar(props: TasksBulkBarProps) {
  const { selected, tasks } = props;
  const { id, may } = useCurrentProject();
  const navigate = useNavigate();
  const [requeuing, requeue] = useDisclosure(false);
  const [prioritizing, priority] = useDisclosure(false);
  const [batching, batch] = useDisclosure(false);
  const assign = useAssignTasks(id);
  const assignBatches = useAssignBatches(id);
  const ids = [...selected];
  const what = count(ids.length, 'task');

  const assignTo = (user: string, name: string) => {
    const before = tasks.filter((task) => selected.has(task._id));
    assign.mutate(
      { tasks: ids, user },
      {
        onSuccess: (result) => {
          const skipped = result.skipped?.length ?? 0;
          toast.done(
            `${count(result.modified, 'task')} ${user ? `assigned to ${name}` : 'unassigned'}${skipped > 0 ? `, ${skipped} left as they were` : ''}`,
            before.length === ids.length ? () => restore(before) : undefined,
          );
        },
        onError: toast.failed,
      },
    );
  };
  const restore = (before: Task[]) => {
    const byUser = new Map<string, string[]>();
    for (const task of before) {
      const user = task.assignee ?? '';
      byUser.set(user, [...(byUser.get(user) ?? []), task._id]);
    }
    for (const [user, group] of byUser) {
      assign.mutate({ tasks: group, user }, { onError: toast.failed });
    }
  };

  return (
    <>
      <BulkBar
        selected={selected.size}
        total={props.total}
        noun="task"
        onClear={props.onClear}
        onSelectAll={props.onSelectAll}
        selectingAll={props.selectingAll}
      >
        <AssignMenu onAssign={assignTo} busy={assign.isPending} />
        <Button
          size="xs"
          variant="default"
          leftSection={<IconArrowBackUp size={14} />}
          onClick={requeue.open}
        >
          Requeue
        </Button>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconFlag size={14} />}
          onClick={priority.open}
        >
          Set priority
        </Button>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconTag size={14} />}
          onClick={batch.open}
        >
          Add to batch
        </Button>
        {may('export') && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconFileExport size={14} />}
            onClick={() => void navigate(`/projects/${id}/export`, { state: { tasks: ids } })}
          >
            Export
          </Button>
        )}
        <MoreActions ids={ids} tasks={tasks} />
      </BulkBar>
      <RequeueDialog opened={requeuing} onClose={requeue.close} taskIds={ids} />
      <PriorityDialog opened={prioritizing} onClose={priority.close} taskIds={ids} />
      <BatchesDialog
        opened={batching}
        onClose={batch.close}
        what={what}
        onApply={async (batches) => {
          const assets = await assetIdsOf(id, ids, tasks);
          await assignBatches.mutateAsync({ assets, batches });
          toast.done(`${what} added to ${count(batches.length, 'batch', 'batches')}`);
        }}
      />
    </>
  );
}

function AssignMenu(props: { onAssign: (user: string, name: string) => void; busy: boolean }) {
  const { project } = useCurrentProject();
  const [search, setSearch] = useState('');
  const members = project.assignedTo.filter((member) =>
    `${member.name ?? ''} ${member.assignee}`.toLowerCase().includes(search.trim().toLowerCase()),
  );
  return (
    <Menu width={280} position="top-start" onClose={() => setSearch('')}>
      <Menu.Target>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconUserPlus size={14} />}
          loading={props.busy}
        >
          Assign
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {project.assignedTo.length > 6 && (
          <TextInput
            size="xs"
            m={4}
            aria-label="Search members"
            placeholder="Search members"
            leftSection={<IconSearch size={14} />}
            value={search}
            onChange={(event) => setSearch(event.currentTarget.value)}
          />
        )}
        <Menu.Item
          leftSection={<IconUserMinus size={15} />}
          onClick={() => props.onAssign('', 'nobody')}
        >
          Unassign
        </Menu.Item>
        <Menu.Divider />
        <ScrollArea.Autosize mah={260} viewportProps={{ tabIndex: -1 }}>
          {members.map((member) => (
            <Menu.Item
              key={member.assignee}
              onClick={() => props.onAssign(member.assignee, member.name ?? member.assignee)}
            >
              <Person name={member.name} email={member.assignee} />
            </Menu.Item>
          ))}
        </ScrollArea.Autosize>
        {members.length === 0 && <Menu.Label>No member matches</Menu.Label>}
      </Menu.Dropdown>
    </Menu>
  );
}
