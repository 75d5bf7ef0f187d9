import { Badge, Button, CloseButton, Group, Textarea } from '@mantine/core';
import { IconMessageCircle } from '@tabler/icons-react';
import { useState } from 'react';
import { type Issue, type IssueStatus, useChangeIssue, useCommentIssue } from '@/api/issues';
import { useNameOf } from '@/api/people';
import { RelativeTime } from '@/ui/bits';
import { toast } from '@/ui/toast';
import { useEditor } from '../image/EditorContext';
import { useSignal } from './useSignal';
import { spotOf } from './useShownIssue';
import classes from './editor.module.css';

const COLORS: Readonly<Record<IssueStatus, string>> = {
  Open: 'red',
  Resolved: 'green',
  Closed: 'gray',
};

/** The steps that an issue may take next, with the verbs for them. */
const NEXT: Readonly<Record<IssueStatus, readonly (readonly [IssueStatus, string])[]>> = {
  Open: [['Resolved', 'Resolve']],
  Resolved: [
    ['Closed', 'Close issue'],
    ['Open', 'Reopen'],
  ],
  Closed: [['Open', 'Reopen']],
};

interface IssueNoticeProps {
  readonly issue: Issue | null;
  readonly onClose: () => void;
}

/** The issue that the task was opened for: what it says, the talk about it, and its next step. */
export function IssueNotice({ issue, onClose }: IssueNoticeProps) {
  const { session } = useEditor();
  const change = useChangeIssue(session.data.get().project._id);
  const nameOf = useNameOf();
  if (issue === null) return null;
  const codes = issue.errorCodes ?? [];
  const move = (status: IssueStatus): void =>
    change.mutate(
      { issueId: issue._id, status },
      {
        onSuccess: () => toast.done(`The issue is ${status.toLowerCase()}`),
        onError: toast.failed,
      },
    );
  return (
    <section className={classes.notice} data-tone="warning" aria-label="Issue">
      <h2 className={classes.noticeTitle}>
        <IconMessageCircle size={16} color="var(--k-warning-text)" aria-hidden />
        <span style={{ flex: 1 }}>Issue</span>
        <Badge size="sm" variant="light" color={COLORS[issue.status]}>
          {issue.status}
        </Badge>
        <CloseButton size="sm" aria-label="Close the issue" onClick={onClose} />
      </h2>
      <p className={classes.comment}>{issue.content}</p>
      {codes.length > 0 && (
        <p className={classes.visitMeta} style={{ margin: '4px 0 0' }}>
          {codes.map((code) => `${code.category}: ${code.name}`).join(', ')}
        </p>
      )}
      <p className={classes.visitMeta} style={{ margin: '4px 0 0' }}>
        {nameOf(issue.createdBy)} · <RelativeTime at={issue.createdAt} />
      </p>
      {issue.comments.map((comment) => (
        <div key={comment._id} className={classes.reply}>
          <p className={classes.comment}>{comment.content}</p>
          <p className={classes.visitMeta} style={{ margin: 0 }}>
            {nameOf(comment.createdBy)} · <RelativeTime at={comment.createdAt} />
          </p>
        </div>
      ))}
      <Reply issue={issue} />
      <Group gap={8} mt={8}>
        {NEXT[issue.status].map(([status, verb]) => (
          <Button
            key={status}
            size="xs"
            variant="default"
            disabled={change.isPending}
            onClick={() => move(status)}
          >
            {verb}
          </Button>
        ))}
      </Group>
    </section>
  );
}

function Reply({ issue }: { issue: Issue }) {
  const comment = useCommentIssue(issue.project);
  const [text, setText] = useState('');
  const send = (): void => {
    if (text.trim() === '') return;
    comment.mutate(
      { issueId: issue._id, content: text.trim() },
      { onSuccess: () => setText(''), onError: toast.failed },
    );
  };
  return (
    <Textarea
      mt={8}
      size="xs"
      autosize
      minRows={1}
      maxRows={6}
      aria-label="Reply"
      placeholder="Reply, Enter sends"
      value={text}
      disabled={comment.isPending}
      onChange={(event) => setText(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && !event.shiftKey) {
          event.preventDefault();
          send();
        }
      }}
    />
  );
}

/** A pin at the spot of the shown issue; moves with the image and never takes the pointer. */
export function IssueMarker({ issue }: { issue: Issue | null }) {
  const { editor } = useEditor();
  // The image moves under it.
  useSignal(editor.view);
  const spot = spotOf(issue?.position);
  if (spot === null || issue?.objectId) return null;
  const at = editor.viewport.toScreen(spot);
  const { width, height } = editor.viewport.canvas;
  if (at.x < 0 || at.y < 0 || at.x > width || at.y > height) return null;
  return (
    <svg
      className={classes.issuePin}
      style={{ transform: `translate(${at.x}px, ${at.y}px)` }}
      width="24"
      height="30"
      viewBox="0 0 24 30"
      role="img"
      aria-label={`Issue at ${Math.round(spot.x)}, ${Math.round(spot.y)}`}
    >
      <path d="M12 29C5 20 1 16 1 11a11 11 0 0 1 22 0c0 5-4 9-11 18z" />
      <circle cx="12" cy="11" r="4" />
    </svg>
  );
}
