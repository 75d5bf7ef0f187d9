import { Badge, CloseButton, Loader, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useNameOf } from '@/api/people';
import type { StageVisit, TaskApi } from '@/engine/sync/taskPort';
import { CopyId, RelativeTime } from '@/ui/bits';
import { duration } from '@/ui/format';
import type { TaskSession } from '../session/taskSession';
import { useSignal } from './useSignal';
import type { Drawer } from './TopBar';
import classes from './editor.module.css';

interface RightDrawerProps {
  readonly drawer: Drawer;
  readonly session: TaskSession;
  readonly api: TaskApi;
  readonly onClose: () => void;
}

/** The drawer on the right; takes room beside the canvas and never covers it. */
export function RightDrawer({ drawer, session, api, onClose }: RightDrawerProps) {
  if (drawer === null) return null;
  const title = drawer === 'info' ? 'Task info' : 'Stage history';
  return (
    <aside className={classes.drawer} aria-label={title}>
      <div className={classes.sectionHead} style={{ minHeight: 40 }}>
        <h2 className={classes.sectionTitle}>{title}</h2>
        <CloseButton size="sm" aria-label={`Close ${title.toLowerCase()}`} onClick={onClose} />
      </div>
      <div className={classes.drawerBody}>
        {drawer === 'info' ? (
          <TaskInfo session={session} />
        ) : (
          <StageHistory session={session} api={api} />
        )}
      </div>
    </aside>
  );
}

function TaskInfo({ session }: { session: TaskSession }) {
  const { task, asset } = useSignal(session.data);
  const now = session.clock.read();
  const facts: [string, ReactNode][] = [
    ['Task', <CopyId key="t" id={task._id} label="Copy task id" />],
    ['Asset', <CopyId key="a" id={asset._id} label="Copy asset id" />],
    ['External id', asset.externalId ?? task.externalId ?? '–'],
    ['Stage', task.stageName ?? task.stage],
    ['Assignee', task.assignee ?? '–'],
    ['Batches', task.batchNames?.join(', ') || '–'],
    ['Created', <When key="c" at={task.createdAt} by={task.createdBy} />],
    ['Updated', <When key="u" at={task.updatedAt} by={task.updatedBy} />],
    ['Active, unsaved', duration(now.duration)],
    ['Idle, unsaved', duration(now.idleDuration)],
    ['Active, this stage', duration(task.duration ?? 0)],
    ['Active, in total', duration(task.totalDuration ?? task.duration ?? 0)],
    ['Idle, this stage', duration(task.idleDuration ?? 0)],
  ];
  const context = asset.contextData;
  return (
    <>
      <dl className={classes.facts} style={{ gap: '8px 16px', fontSize: '0.8125rem' }}>
        {facts.map(([name, value]) => (
          <div key={name} style={{ display: 'contents' }}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {typeof context === 'object' && context !== null && Object.keys(context).length > 0 && (
        <>
          <h3 className={classes.sectionTitle} style={{ margin: '16px 0 6px' }}>
            Context data
          </h3>
          <pre
            className="mono"
            style={{ margin: 0, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}
          >
            {JSON.stringify(context, null, 2)}
          </pre>
        </>
      )}
    </>
  );
}

function When({ at, by }: { at: string | null | undefined; by: string | null | undefined }) {
  return (
    <span title={by ?? undefined}>
      <RelativeTime at={at} />
    </span>
  );
}

function StageHistory({ session, api }: { session: TaskSession; api: TaskApi }) {
  const history = useQuery({
    queryKey: ['editor-history', session.id],
    queryFn: () => api.history(session.id),
  });
  if (history.isPending) return <Loader size="sm" aria-label="Loading the history" />;
  if (history.isError) {
    return (
      <Text size="sm" c="var(--k-danger-text)">
        {history.error.message}
      </Text>
    );
  }
  if (history.data.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        This is the first stage: nothing has happened before.
      </Text>
    );
  }
  return (
    <ol className={classes.visits}>
      {history.data.map((visit, index) => (
        <Visit key={visit._id ?? index} visit={visit} />
      ))}
    </ol>
  );
}

const TONES: Readonly<Record<string, string>> = {
  Accepted: 'green',
  Fixed: 'green',
  Rejected: 'red',
};

function Visit({ visit }: { visit: StageVisit }) {
  const { stageName, stage, completedBy, completedAt, reviewStatus, comment } = visit;
  const nameOf = useNameOf();
  return (
    <li className={classes.visit}>
      <div style={{ display: 'flex', gap: 8, alignItems: 'center' }}>
        <strong>{stageName ?? stage}</strong>
        {reviewStatus && reviewStatus !== 'Todo' && (
          <Badge size="sm" variant="light" color={TONES[reviewStatus] ?? 'gray'}>
            {reviewStatus}
          </Badge>
        )}
      </div>
      {comment && <p className={classes.comment}>{comment}</p>}
      <div className={classes.visitMeta}>
        {completedBy && <span title={completedBy}>{nameOf(completedBy)} · </span>}
        <RelativeTime at={completedAt} />
        {visit.duration ? ` · ${duration(visit.duration)}` : ''}
      </div>
    </li>
  );
}
