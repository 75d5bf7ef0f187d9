import { Button, Menu } from '@mantine/core';
import { IconChevronDown, IconCrown, IconCrownOff, IconRefresh } from '@tabler/icons-react';
import { useState } from 'react';
import { useMarkBenchmarks, type MarkResult } from '@/api/benchmarks';
import type { Task } from '@/api/types';
import { useCurrentProject } from '@/features/project';
import { count } from '@/ui/format';
import { toast } from '@/ui/toast';
import { markWords } from './marks';
import { RerunDialog } from './RerunDialog';

/** Benchmarks and marked tasks: what is done less often with a selection. */
export function MoreActions({ ids, tasks }: { ids: string[]; tasks: Task[] }) {
  const { id } = useCurrentProject();
  const mark = useMarkBenchmarks(id);
  const [rerunning, setRerunning] = useState(false);
  const chosen = new Set(ids);
  const stages = [
    ...new Set(
      tasks
        .filter((task) => chosen.has(task._id) && markWords(task.mark))
        .map((task) => task.stage),
    ),
  ];
  const set = (isBenchmark: boolean) =>
    mark.mutate(
      { tasks: ids, isBenchmark },
      { onSuccess: (result) => tell(result, isBenchmark), onError: toast.failed },
    );
  return (
    <>
      <Menu width={240} position="top-end" withInitialFocusPlaceholder={false}>
        <Menu.Target>
          <Button
            size="xs"
            variant="default"
            rightSection={<IconChevronDown size={14} />}
            loading={mark.isPending}
          >
            More
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconCrown size={15} />} onClick={() => set(true)}>
            Set as benchmark
          </Menu.Item>
          <Menu.Item leftSection={<IconCrownOff size={15} />} onClick={() => set(false)}>
            Remove benchmark
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item leftSection={<IconRefresh size={15} />} onClick={() => setRerunning(true)}>
            Re-run marked tasks
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {rerunning && (
        <RerunDialog
          stages={stages.length > 0 ? stages : undefined}
          onClose={() => setRerunning(false)}
        />
      )}
    </>
  );
}

/** Says how many became what, and why others did not. */
function tell({ modified, skipped }: MarkResult, isBenchmark: boolean): void {
  const done = `${count(modified, 'task')} ${isBenchmark ? 'set as benchmark' : 'no benchmark any more'}`;
  if (skipped.length === 0) {
    toast.done(done);
    return;
  }
  const reasons = [...new Set(skipped.map((each) => each.reason))].join(' ');
  toast.failed(new Error(`${done}; ${count(skipped.length, 'task')} left as before: ${reasons}`));
}
