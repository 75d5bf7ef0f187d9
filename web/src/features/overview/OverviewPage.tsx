import { Skeleton, Text, Title } from '@mantine/core';
import { Link } from 'react-router';
import { useStageCounts } from '@/api/projects';
import type { StageCount } from '@/api/types';
import { useCurrentProject } from '@/features/project';
import { TasksPicture } from '@/ui/EmptyPictures';
import { count, percent } from '@/ui/format';
import { StageBar, StageDot } from '@/ui/StageBar';
import { EmptyState, ErrorState } from '@/ui/states';
import { FirstRun } from './FirstRun';
import classes from './OverviewPage.module.css';

/** Where the tasks of the project are, and what to do first. */
export function OverviewPage() {
  const { id, project } = useCurrentProject();
  const counts = useStageCounts(id);
  if (counts.isError) {
    return <ErrorState error={counts.error} onRetry={() => void counts.refetch()} />;
  }
  const stages = counts.data ?? [];
  const total = stages.reduce((sum, stage) => sum + stage.count, 0);
  return (
    <div className={classes.page}>
      {project.description && (
        <Text c="dimmed" maw={720}>
          {project.description}
        </Text>
      )}
      <FirstRun stages={counts.data} />
      {counts.isPending && <Skeleton height={180} aria-label="Loading" />}
      {counts.data && total > 0 && <Stages stages={stages} total={total} projectId={id} />}
      {counts.data && total === 0 && (
        <EmptyState picture={<TasksPicture />} title="No tasks yet">
          Each file you import becomes one task. Here you will see how many wait in each stage.
        </EmptyState>
      )}
    </div>
  );
}

function Stages(props: { stages: StageCount[]; total: number; projectId: string }) {
  const { stages, total, projectId } = props;
  const of = (type: string) =>
    stages.filter((stage) => stage.type === type).reduce((sum, stage) => sum + stage.count, 0);
  const complete = of('Complete');
  const figures = [
    { label: 'Tasks', value: total },
    { label: 'To label', value: of('Label') },
    { label: 'To review', value: of('Review') },
    { label: 'Complete', value: complete },
  ];
  return (
    <>
      <dl className={classes.figures}>
        {figures.map((figure) => (
          <div key={figure.label} className={classes.figure}>
            <dt>{figure.label}</dt>
            <dd className="num">{figure.value.toLocaleString('en')}</dd>
          </div>
        ))}
      </dl>
      <section className={classes.card}>
        <Title order={2}>
          {complete === total
            ? `All ${count(total, 'task')} are complete`
            : `${count(total - complete, 'task')} of ${total.toLocaleString('en')} still to do`}
        </Title>
        <StageBar stages={stages} height={14} />
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">Stage</th>
              <th scope="col">Kind</th>
              <th scope="col" className={classes.number}>
                Tasks
              </th>
              <th scope="col" className={classes.number}>
                Share
              </th>
            </tr>
          </thead>
          <tbody>
            {stages.map((stage) => (
              <tr key={stage.stageId}>
                <td>
                  <Link
                    to={`/projects/${projectId}/tasks?stage=${encodeURIComponent(stage.stageId)}`}
                    className={classes.stage}
                  >
                    <StageDot type={stage.type} />
                    <span className="truncate">{stage.stage}</span>
                  </Link>
                </td>
                <td className={classes.kind}>{stage.type}</td>
                <td className={classes.number}>{stage.count.toLocaleString('en')}</td>
                <td className={classes.number}>{percent(stage.count, total)} %</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}
