import { Alert, Anchor, Button, Group, Switch, Text, Title } from '@mantine/core';
import { IconArrowLeft, IconFileImport } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { messageOf } from '@/api/client';
import { formatTitle, useFormats } from '@/api/formats';
import {
  followImport,
  isRunningImport,
  useDeleteImport,
  useImport,
  useRunImport,
} from '@/api/imports';
import { dismissJob } from '@/api/jobs';
import { useNameOf } from '@/api/people';
import { useMe } from '@/api/session';
import type { LabelImport } from '@/api/types';
import { formatBytes } from '@/api/uploads';
import { useCurrentProject } from '@/features/project';
import { RelativeTime } from '@/ui/bits';
import { count } from '@/ui/format';
import { NotAllowed } from '@/ui/NotAllowed';
import { BlockSkeleton, ErrorState } from '@/ui/states';
import { toast } from '@/ui/toast';
import { Working } from '@/ui/Working';
import { causesOfNothing } from './causes';
import { ClassesSection } from './ClassesSection';
import { ImportStateLabel } from './ImportHistory';
import classes from './Imports.module.css';
import { ProblemsSection } from './ProblemsSection';

/** One import: how far it is, what it would do, what it did. */
export function ImportReportPage() {
  const { may } = useCurrentProject();
  const { importId = '' } = useParams();
  return may('import') ? (
    <Report id={importId} key={importId} />
  ) : (
    <NotAllowed what="Labels are imported by project managers." />
  );
}

function Report({ id }: { id: string }) {
  const found = useImport(id);
  if (found.isPending) {
    return <BlockSkeleton />;
  }
  if (found.isError) {
    return <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
  }
  return <Shown done={found.data} />;
}

function Shown({ done }: { done: LabelImport }) {
  const [create, setCreate] = useState(false);
  useInTray(done);
  const running = isRunningImport(done);
  const causes = causesOfNothing(done);
  const settled = done.state === 'checked' || done.state === 'ready';
  return (
    <>
      <div className={classes.report}>
        <Heading done={done} />
        {running && <Running done={done} />}
        {done.state === 'failed' && (
          <Alert color="red" role="alert" title="The import failed">
            {done.error && <div>{done.error}</div>}
            <div>{afterFailure(done)}</div>
          </Alert>
        )}
        {done.state === 'canceled' && (
          <Alert color="gray" title="The import was canceled">
            {done.tasksLabeled > 0
              ? `${count(done.tasksLabeled, 'task was', 'tasks were')} labeled before; the others are as they were.`
              : 'No task was changed.'}
          </Alert>
        )}
        {settled && <Facts done={done} />}
        {settled && causes.length > 0 && (
          <Alert
            color="yellow"
            role="alert"
            title={done.state === 'checked' ? 'No task would be labeled' : '0 tasks labeled'}
          >
            <ul className={classes.causes}>
              {causes.map((cause) => (
                <li key={cause.what}>
                  {cause.what} {cause.advice}
                </li>
              ))}
            </ul>
          </Alert>
        )}
        {!running && (
          <>
            <ClassesSection
              found={done.classes}
              create={done.state === 'checked' ? create : undefined}
              onCreate={setCreate}
            />
            <ProblemsSection done={done} />
          </>
        )}
      </div>
      {done.state === 'checked' && <Decision done={done} create={create} />}
    </>
  );
}

/** A running import stands in the tray; a finished one is on this page and needs no second place. */
function useInTray(done: LabelImport) {
  const { project } = useCurrentProject();
  const client = useQueryClient();
  const email = useMe().data?.email;
  useEffect(() => {
    if (isRunningImport(done)) {
      if (done.createdBy === email) {
        followImport(client, done, project.name);
      }
    } else {
      dismissJob(`import-${done._id}`);
    }
  }, [client, done, email, project.name]);
}

function Heading({ done }: { done: LabelImport }) {
  const { id } = useCurrentProject();
  const formats = useFormats();
  const format = formatTitle(done.format, formats.data);
  const nameOf = useNameOf();
  return (
    <header className={classes.heading}>
      <Anchor component={Link} to={`/projects/${id}/import?view=history`} size="sm">
        <IconArrowLeft size={14} aria-hidden /> All imports
      </Anchor>
      <Group gap="sm" wrap="nowrap" justify="space-between" mih={30}>
        <Title order={2} className="truncate" title={done.fileName}>
          {done.fileName}
        </Title>
        {!isRunningImport(done) && (
          <Group gap="md" wrap="nowrap">
            <ImportStateLabel done={done} />
            {!done.dryRun && done.state !== 'ready' && <Again done={done} />}
            {done.state !== 'checked' && (
              <Button
                size="xs"
                variant="default"
                component={Link}
                to={`/projects/${id}/import`}
                leftSection={<IconFileImport size={14} />}
              >
                Import another file
              </Button>
            )}
          </Group>
        )}
      </Group>
      <Text size="sm" c="dimmed">
        {[format, done.size ? formatBytes(done.size) : undefined].filter(Boolean).join(', ')}
        {' · '}
        {done.createdBy && nameOf(done.createdBy)} <RelativeTime at={done.createdAt} />
      </Text>
    </header>
  );
}

/** Goes on with an import that did not come to its end; the file is kept. */
function Again({ done }: { done: LabelImport }) {
  const { project } = useCurrentProject();
  const run = useRunImport(done._id, project.name);
  return (
    <Button
      size="xs"
      loading={run.isPending}
      onClick={() => run.mutate({}, { onError: toast.failed })}
    >
      Import again
    </Button>
  );
}

function Running({ done }: { done: LabelImport }) {
  const { id } = useCurrentProject();
  const cancel = useDeleteImport(id);
  const what = done.dryRun ? 'Checking' : 'Importing';
  const items = done.itemsTotal
    ? `${done.itemsDone.toLocaleString('en')} of ${count(done.itemsTotal, 'item')}`
    : count(done.itemsDone, 'item');
  return (
    <section className={classes.running} aria-label={what}>
      <Group justify="space-between" gap="sm">
        <Text fw={500} role="status" className="num">
          {done.state === 'queued' ? 'Waiting to start' : `${what}: ${items}`}
        </Text>
        <Button
          size="xs"
          variant="default"
          loading={cancel.isPending}
          onClick={() => cancel.mutate(done._id, { onError: toast.failed })}
        >
          Cancel
        </Button>
      </Group>
      <Working
        value={done.state === 'queued' ? undefined : done.progress}
        size={6}
        label={`Progress: ${what}`}
      />
      <Text size="xs" c="dimmed">
        {done.dryRun
          ? 'Nothing is written yet. You can leave this page.'
          : 'You can leave this page. Canceling keeps what is already imported.'}
      </Text>
    </section>
  );
}

/** What an import that failed has left behind, and what can be done now. */
function afterFailure({ dryRun, error, tasksLabeled }: LabelImport): string {
  const kept =
    tasksLabeled > 0 && !dryRun
      ? `${count(tasksLabeled, 'task was', 'tasks were')} labeled before; the others are as they were.`
      : 'No task was changed.';
  return `${kept} ${error ? 'When this is put right, import the file again.' : 'Start it again.'}`;
}

function Facts({ done }: { done: LabelImport }) {
  const total = done.itemsTotal ?? done.itemsDone;
  const facts = [
    {
      value: `${done.tasksLabeled.toLocaleString('en')} / ${total.toLocaleString('en')}`,
      label: done.state === 'checked' ? 'tasks would be labeled' : 'tasks are labeled',
    },
    { value: done.objects.toLocaleString('en'), label: 'objects' },
    { value: done.skipped.toLocaleString('en'), label: 'items left out' },
    { value: done.warnings.toLocaleString('en'), label: 'warnings' },
  ];
  return (
    <dl className={classes.facts}>
      {facts.map(({ value, label }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** What to do after the check. */
function Decision({ done, create }: { done: LabelImport; create: boolean }) {
  const { project, id } = useCurrentProject();
  const navigate = useNavigate();
  const run = useRunImport(done._id, project.name);
  const drop = useDeleteImport(id);
  const worked = done.codes.some(({ code }) => code === 'NOT_TODO');
  const [force, setForce] = useState(done.options?.force ?? false);
  const faults = done.codes.some((code) => code.fault);
  const possible = done.tasksLabeled > 0 || create || (worked && force);
  const strict = done.options?.strict === true && faults && !create;
  const action = faults ? 'Import the valid ones' : `Import ${count(done.tasksLabeled, 'task')}`;
  return (
    <div className={classes.decision}>
      {run.isError && (
        <Alert color="red" role="alert" p="xs" mb="xs">
          {messageOf(run.error)}
        </Alert>
      )}
      <Group gap="sm" justify="flex-end">
        {worked && (
          <Switch
            size="xs"
            mr="auto"
            label="Also tasks already worked on"
            checked={force}
            onChange={(event) => setForce(event.currentTarget.checked)}
            styles={{ label: { fontSize: 13 } }}
          />
        )}
        {strict && (
          <Text size="sm" c="dimmed" mr="auto">
            “All or nothing” was chosen: correct the file, then check it again.
          </Text>
        )}
        <Button
          variant="default"
          loading={drop.isPending}
          onClick={() =>
            drop.mutate(done._id, {
              onSuccess: () => {
                toast.done('Nothing was imported');
                void navigate(`/projects/${id}/import`);
              },
              onError: toast.failed,
            })
          }
        >
          Cancel
        </Button>
        <Button
          disabled={!possible || strict}
          loading={run.isPending}
          onClick={() =>
            run.mutate({
              ...(create ? { createClasses: true } : {}),
              ...(worked ? { force } : {}),
            })
          }
        >
          {action}
        </Button>
      </Group>
    </div>
  );
}
