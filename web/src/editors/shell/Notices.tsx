import { Button, CloseButton, Group, PasswordInput } from '@mantine/core';
import {
  IconAlertTriangle,
  IconDownload,
  IconHistory,
  IconListCheck,
  IconMessage2,
} from '@tabler/icons-react';
import { useState } from 'react';
import { messageOf } from '@/api/client';
import { useNameOf } from '@/api/people';
import type { Shortcoming } from '@/engine/answers/required';
import type { Review } from '@/engine/sync/taskPort';
import { RelativeTime } from '@/ui/bits';
import { toast } from '@/ui/toast';
import type { TaskSession } from '../session/taskSession';
import { useSignal } from './useSignal';
import classes from './editor.module.css';

/** The bar under the top bar when saving stopped: says what is kept and what can be done. */
export function SaveBar({ session, email }: { session: TaskSession; email: string }) {
  const { status, message, pending } = useSignal(session.autosave.state);
  const mine =
    pending === 1 ? 'your 1 unsaved change is kept' : `your ${pending} unsaved changes are kept`;
  switch (status) {
    case 'conflict':
      return (
        <ChoiceBar
          session={session}
          title="This task was changed elsewhere."
          text={`Nothing is lost: ${mine} here, and nothing was overwritten.`}
          applyLabel="Apply my changes on top"
        />
      );
    case 'refused':
      return (
        <ChoiceBar
          session={session}
          title="Your changes were not accepted."
          text={`${message ?? 'The server refused them.'} They are kept on this device.`}
          applyLabel="Try again"
        />
      );
    case 'signed-out':
      return <SignInBar session={session} email={email} kept={mine} />;
    case 'saved':
    case 'waiting':
    case 'saving':
    case 'offline':
      return null;
  }
}

interface ChoiceBarProps {
  readonly session: TaskSession;
  readonly title: string;
  readonly text: string;
  readonly applyLabel: string;
}

function ChoiceBar({ session, title, text, applyLabel }: ChoiceBarProps) {
  const [busy, setBusy] = useState(false);
  const choose = (work: () => Promise<void>, done: string): void => {
    setBusy(true);
    work()
      .then(() => toast.done(done), toast.failed)
      .finally(() => setBusy(false));
  };
  return (
    <div className={classes.bar} data-tone="warning" role="alert">
      <IconAlertTriangle size={18} color="var(--k-warning-text)" aria-hidden />
      <span className={classes.barText}>
        <strong>{title}</strong> {text}
      </span>
      <Button
        size="xs"
        variant="subtle"
        leftSection={<IconDownload size={15} />}
        onClick={() => downloadAnswer(session)}
      >
        Download my version
      </Button>
      <Button
        size="xs"
        variant="default"
        disabled={busy}
        onClick={() => choose(() => session.takeTheirs(), 'The newest version is shown.')}
      >
        Discard mine and reload
      </Button>
      <Button
        size="xs"
        loading={busy}
        onClick={() => choose(() => session.applyMine(), 'Your changes were applied on top.')}
      >
        {applyLabel}
      </Button>
    </div>
  );
}

function downloadAnswer(session: TaskSession): void {
  const url = URL.createObjectURL(
    new Blob([session.autosave.download()], { type: 'application/json' }),
  );
  const link = document.createElement('a');
  link.href = url;
  link.download = `${session.id}.json`;
  link.click();
  URL.revokeObjectURL(url);
}

interface SignInBarProps {
  readonly session: TaskSession;
  readonly email: string;
  readonly kept: string;
}

/** Signing in again without leaving the task. */
function SignInBar({ session, email, kept }: SignInBarProps) {
  const [password, setPassword] = useState('');
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  return (
    <form
      className={classes.bar}
      data-tone="warning"
      aria-label="Sign in again"
      onSubmit={(event) => {
        event.preventDefault();
        setBusy(true);
        session
          .signIn(email, password)
          .catch((cause: unknown) => setError(messageOf(cause)))
          .finally(() => setBusy(false));
      }}
    >
      <IconAlertTriangle size={18} color="var(--k-warning-text)" aria-hidden />
      <span className={classes.barText} role="alert">
        <strong>Your session has ended.</strong> Sign in as {email} to go on; {kept} on this device.
      </span>
      <PasswordInput
        size="xs"
        w={220}
        placeholder="Password"
        aria-label="Password"
        autoComplete="current-password"
        value={password}
        error={error}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <Button type="submit" size="xs" loading={busy} disabled={password === ''}>
        Sign in and save
      </Button>
    </form>
  );
}

/** Why a reviewer sent the task back, on top of the left panel. */
export function ReviewComment({ review }: { review: Review | null | undefined }) {
  const [shown, setShown] = useState(true);
  const nameOf = useNameOf();
  if (!shown || review?.status !== 'Rejected') return null;
  return (
    <section className={classes.notice} data-tone="danger" aria-label="Comment of the reviewer">
      <h2 className={classes.noticeTitle}>
        <IconMessage2 size={16} color="var(--k-danger-text)" aria-hidden />
        <span style={{ flex: 1 }}>Sent back by the reviewer</span>
        <CloseButton size="sm" aria-label="Hide the comment" onClick={() => setShown(false)} />
      </h2>
      <p className={classes.comment}>{review.comment ?? 'No comment was left.'}</p>
      <p className={classes.visitMeta} style={{ margin: '4px 0 0' }}>
        <span title={review.by ?? undefined}>{review.by && nameOf(review.by)}</span>{' '}
        <RelativeTime at={review.at} />
      </p>
    </section>
  );
}

/** Work from an earlier visit that was never saved: offered, never applied by itself. */
export function EarlierWork({ session }: { session: TaskSession }) {
  const { draft } = useSignal(session.data);
  const [busy, setBusy] = useState(false);
  const earlier = draft?.earlier;
  if (earlier === undefined || !session.editable) return null;
  const { tools, classifications, relations } = earlier.answer;
  const count = tools.length + classifications.length + relations.length + earlier.deletes.length;
  const drop = (): void => {
    setBusy(true);
    session
      .dropEarlier()
      .then(() => toast.done('The earlier work was thrown away.'), toast.failed)
      .finally(() => setBusy(false));
  };
  return (
    <section className={classes.notice} data-tone="warning" aria-label="Earlier work">
      <h2 className={classes.noticeTitle}>
        <IconHistory size={16} color="var(--k-warning-text)" aria-hidden />
        <span style={{ flex: 1 }}>You have earlier work here</span>
      </h2>
      <p className={classes.comment}>
        {count === 1 ? '1 change' : `${count} changes`} from <RelativeTime at={earlier.savedAt} />{' '}
        were never submitted. The task has moved since.
      </p>
      <Group gap={8} mt={8}>
        <Button
          size="xs"
          variant="default"
          onClick={() => {
            session.addEarlier();
            toast.done('Your earlier work was added. Undo takes it out again.');
          }}
        >
          Add it
        </Button>
        <Button size="xs" variant="subtle" color="gray" loading={busy} onClick={drop}>
          Throw it away
        </Button>
      </Group>
    </section>
  );
}

interface MissingListProps {
  readonly missing: readonly Shortcoming[];
  readonly onJump: (item: Shortcoming) => void;
  readonly onClose: () => void;
}

/** What keeps the task from being submitted; a click leads there. */
export function MissingList({ missing, onJump, onClose }: MissingListProps) {
  if (missing.length === 0) return null;
  const shown = missing.slice(0, 50);
  return (
    <section className={classes.notice} data-tone="warning" aria-label="Missing answers">
      <h2 className={classes.noticeTitle}>
        <IconListCheck size={16} color="var(--k-warning-text)" aria-hidden />
        <span style={{ flex: 1 }} role="alert">
          {missing.length === 1 ? 'One thing is missing' : `${missing.length} things are missing`}
        </span>
        <CloseButton size="sm" aria-label="Close" onClick={onClose} />
      </h2>
      <ul className={classes.missing}>
        {shown.map((item, index) => (
          <li key={`${item.schemaId}-${item.objectId ?? ''}-${index}`}>
            <button type="button" onClick={() => onJump(item)}>
              {item.message}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
