import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { IconCopy, IconCrown, IconCrownOff, IconDotsVertical } from '@tabler/icons-react';
import { useMarkBenchmarks } from '@/api/benchmarks';
import { useProject } from '@/api/projects';
import { may } from '@/api/rights';
import { toast } from '@/ui/toast';
import { useEditor } from '../image/EditorContext';
import { useSignal } from './useSignal';
import type { TaskActions } from './useTaskActions';

/** The three dots: what is done with a task now and then. */
export function MoreMenu({ actions }: { actions: TaskActions }) {
  const { session } = useEditor();
  const { task, project } = useSignal(session.data);
  const role = useProject(project._id).data?.role;
  const mark = useMarkBenchmarks(project._id);
  const isBenchmark = task.isBenchmark === true;
  const setBenchmark = (next: boolean): void =>
    mark.mutate(
      { tasks: [task._id], isBenchmark: next },
      {
        onSuccess: ({ skipped }) => {
          const [refused] = skipped;
          if (refused) {
            toast.failed(new Error(refused.reason));
            return;
          }
          session.setBenchmark(next);
          toast.done(next ? 'The task is a benchmark now' : 'The task is no benchmark any more');
        },
        onError: toast.failed,
      },
    );
  return (
    <Menu position="bottom-end" width={220} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <Tooltip label="More">
          <ActionIcon variant="subtle" color="gray" aria-label="More" loading={mark.isPending}>
            <IconDotsVertical size={17} stroke={1.7} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconCopy size={15} />} onClick={actions.copyAnswers}>
          Copy answers
        </Menu.Item>
        {may(role, 'manageTasks') && (
          <Menu.Item
            leftSection={isBenchmark ? <IconCrownOff size={15} /> : <IconCrown size={15} />}
            onClick={() => setBenchmark(!isBenchmark)}
          >
            {isBenchmark ? 'Remove benchmark' : 'Set as benchmark'}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
