import { Anchor, Badge, Button, Group, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import {
  useBenchmarkAverages,
  useBenchmarkResults,
  useClearCutoff,
  useDeleteBenchmarkResults,
  type BenchmarkResult,
  type UserAverage,
} from '@/api/benchmarks';
import { useCurrentProject } from '@/features/project';
import { Person, RelativeTime } from '@/ui/bits';
import { ConfirmDialog } from '@/ui/ConfirmDialog';
import { DataTable, type Column } from '@/ui/DataTable';
import { ScoresPicture } from '@/ui/EmptyPictures';
import { count } from '@/ui/format';
import { Pager } from '@/ui/Pager';
import { EmptyState, ErrorState, RowsSkeleton } from '@/ui/states';
import { toast } from '@/ui/toast';
import classes from './Settings.module.css';

/** How people do on benchmarks: the average of each, single results, and the way to delete them. */
export function BenchmarkResults() {
  const { id, may } = useCurrentProject();
  const averages = useBenchmarkAverages(id);
  const [person, setPerson] = useState<string>();
  const [deleting, setDeleting] = useState(false);
  return (
    <section className={classes.results} aria-label="Results">
      <Group justify="space-between" mb="xs" px={16}>
        <Title order={2}>Results</Title>
        {may('editSettings') && (averages.data?.length ?? 0) > 0 && (
          <Button size="xs" variant="subtle" color="red" onClick={() => setDeleting(true)}>
            Delete all results
          </Button>
        )}
      </Group>
      {averages.isPending && <RowsSkeleton rows={4} />}
      {averages.isError && (
        <ErrorState error={averages.error} onRetry={() => void averages.refetch()} />
      )}
      {averages.data?.length === 0 && (
        <EmptyState picture={<ScoresPicture />} title="No results yet">
          As soon as labelers submit benchmarks, the average of each person is shown here.
        </EmptyState>
      )}
      {averages.data && averages.data.length > 0 && (
        <>
          <Averages users={averages.data} chosen={person} onChoose={setPerson} />
          <SingleResults person={person} onAll={() => setPerson(undefined)} />
        </>
      )}
      {deleting && <DeleteResults onClose={() => setDeleting(false)} />}
    </section>
  );
}

interface AveragesProps {
  users: UserAverage[];
  chosen: string | undefined;
  onChoose: (user: string) => void;
}

function Averages({ users, chosen, onChoose }: AveragesProps) {
  const { id, project, may } = useCurrentProject();
  const clear = useClearCutoff(id);
  const columns: Column<UserAverage>[] = [
    { key: 'user', title: 'Person', cell: ({ user }) => <Member email={user} /> },
    {
      key: 'count',
      title: 'Benchmarks',
      width: 110,
      align: 'right',
      cell: (row) => row.count.toLocaleString('en'),
    },
    {
      key: 'average',
      title: 'Average',
      width: 180,
      cell: (row) => <Score percent={row.average} least={project.benchmarkCutoffScore} />,
    },
    {
      key: 'state',
      title: 'Cutoff',
      width: 220,
      cell: (row) =>
        row.cutOff ? (
          <Group gap={8} wrap="nowrap">
            <Badge size="sm" variant="light" color="red">
              Stopped
            </Badge>
            {may('editSettings') && (
              <Button
                size="compact-xs"
                variant="default"
                loading={clear.isPending && clear.variables === row.user}
                onClick={() =>
                  clear.mutate(row.user, {
                    onSuccess: ({ user }) => toast.done(`${user} gets tasks again`),
                    onError: toast.failed,
                  })
                }
              >
                Let go on
              </Button>
            )}
          </Group>
        ) : (
          <span className={classes.none}>–</span>
        ),
    },
  ];
  return (
    <DataTable
      label="Average of each person"
      columns={columns}
      rows={users}
      rowKey={(row) => row.user}
      onOpen={(row) => onChoose(row.user)}
      selected={chosen === undefined ? undefined : new Set([chosen])}
    />
  );
}

function SingleResults({ person, onAll }: { person: string | undefined; onAll: () => void }) {
  const { id } = useCurrentProject();
  const [place, setPlace] = useState({ person, page: 1 });
  const page = place.person === person ? place.page : 1;
  const limit = 25;
  const results = useBenchmarkResults(id, { page, limit, user: person });
  const columns: Column<BenchmarkResult>[] = [
    { key: 'user', title: 'Person', cell: ({ user }) => <Member email={user} /> },
    {
      key: 'gold',
      title: 'Benchmark',
      width: 230,
      cell: (row) => <TaskLink id={row.goldTask} project={id} />,
    },
    {
      key: 'attempt',
      title: 'Attempt',
      width: 230,
      cell: (row) => <TaskLink id={row.task} project={id} />,
    },
    {
      key: 'score',
      title: 'Score',
      width: 160,
      cell: (row) =>
        row.score === null || row.score === undefined ? (
          <span className={classes.none} title="The benchmark had no answer any more">
            Not scored
          </span>
        ) : (
          <Score percent={row.score} />
        ),
    },
    {
      key: 'submittedAt',
      title: 'Submitted',
      width: 120,
      cell: (row) => <RelativeTime at={row.submittedAt} />,
    },
  ];
  return (
    <>
      <Group gap="sm" mt="lg" mb={4} px={16}>
        <Title order={3}>{person ? `Results of ${person}` : 'All results'}</Title>
        {person && (
          <Button size="compact-xs" variant="subtle" onClick={onAll}>
            Show all
          </Button>
        )}
      </Group>
      {results.isPending && <RowsSkeleton rows={4} />}
      {results.isError && (
        <ErrorState error={results.error} onRetry={() => void results.refetch()} />
      )}
      {results.data && results.data.results.length === 0 && (
        <Text size="sm" c="dimmed" px={16}>
          Nothing was submitted yet.
        </Text>
      )}
      {results.data && results.data.results.length > 0 && (
        <>
          <DataTable
            label="Benchmark results"
            columns={columns}
            rows={results.data.results}
            rowKey={(row) => row.task}
            stale={results.isPlaceholderData}
          />
          <Pager
            page={page}
            limit={limit}
            total={results.data.total}
            onPage={(next) => setPlace({ person, page: next })}
          />
        </>
      )}
    </>
  );
}

function DeleteResults({ onClose }: { onClose: () => void }) {
  const { id, project } = useCurrentProject();
  const remove = useDeleteBenchmarkResults(id);
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title="Delete all benchmark results?"
      typed={project.name}
      action="Delete all results"
      loading={remove.isPending}
      error={remove.error}
      onConfirm={() =>
        remove.mutate(undefined, {
          onSuccess: (deleted) => {
            toast.done(`${count(deleted, 'result')} deleted`);
            onClose();
          },
        })
      }
    >
      Scores and averages of everybody go for good, and nobody is stopped any more. The tasks marked
      as benchmarks stay.
    </ConfirmDialog>
  );
}

function Member({ email }: { email: string }) {
  const { project } = useCurrentProject();
  const name = project.assignedTo.find((member) => member.assignee === email)?.name;
  return <Person name={name} email={email} />;
}

function TaskLink({ id, project }: { id: string; project: string }) {
  return (
    <Anchor component={Link} inherit to={`/tasks/${id}?project=${project}`} className="mono">
      {id}
    </Anchor>
  );
}

/** A score as a number and a bar; below the cutoff it is told in red and in words. */
function Score({ percent, least }: { percent: number; least?: number }) {
  const isLow = least !== undefined && percent < least;
  return (
    <span className={classes.score} title={isLow ? `Below the cutoff of ${least} %` : undefined}>
      <span className={classes.scoreBar} aria-hidden>
        <span style={{ width: `${percent}%` }} data-low={isLow || undefined} />
      </span>
      {percent} %
    </span>
  );
}
