import { Button, Popover, Stack, Text, Textarea, Tooltip } from '@mantine/core';
import { useMemo, useState, type ReactNode } from 'react';
import { useEditor } from '../image/EditorContext';
import type { TaskActions } from './useTaskActions';
import { useSelected, useSignal } from './useSignal';
import classes from './editor.module.css';

/** Save, skip and submit; in review accept and reject. */
export function Decisions({ actions }: { actions: TaskActions }) {
  const { session, editor, commands } = useEditor();
  const { rights } = useSignal(session.data);
  const busy = useSignal(session.busy);
  const version = useSelected(editor.state, (state) => state.version);
  // eslint-disable-next-line react-hooks/exhaustive-deps -- the version stands for the document
  const changed = useMemo(() => session.changed, [session, version]);
  const withKey = (id: string, label: string, button: ReactNode) => {
    const key = commands.label(id);
    return <Tooltip label={key ? `${label} (${key})` : label}>{button}</Tooltip>;
  };
  if (session.mode === 'view') {
    return (
      <Text size="xs" c="dimmed" maw={260} truncate title={rights.reason ?? undefined}>
        {rights.reason ?? ''}
      </Text>
    );
  }
  return (
    <div className={classes.group} style={{ gap: 6 }}>
      {rights.edit &&
        withKey(
          'task.save',
          'Save now and keep working',
          <Button size="xs" variant="default" disabled={busy} onClick={actions.save}>
            Save
          </Button>,
        )}
      {rights.skip && (
        <Tooltip label="Pass this task over">
          <Button size="xs" variant="subtle" color="gray" disabled={busy} onClick={actions.skip}>
            Skip
          </Button>
        </Tooltip>
      )}
      {session.mode === 'review' ? (
        <>
          <Reject actions={actions} busy={busy} />
          {withKey(
            'task.finish',
            changed ? 'Accept with your changes' : 'Accept as it is',
            <Button size="xs" loading={busy} onClick={() => actions.accept()}>
              {changed ? 'Accept as fixed' : 'Accept'}
            </Button>,
          )}
        </>
      ) : (
        rights.submit &&
        withKey(
          'task.finish',
          'Submit and go on',
          <Button size="xs" loading={busy} onClick={() => actions.submit()}>
            Submit
          </Button>,
        )
      )}
    </div>
  );
}

/** Asks for the reason beside the button, so that the image stays visible. */
function Reject({ actions, busy }: { actions: TaskActions; busy: boolean }) {
  const [comment, setComment] = useState('');
  const { rejecting, setRejecting } = actions;
  const send = (): void => {
    setRejecting(false);
    actions.reject(comment);
  };
  return (
    <Popover
      opened={rejecting}
      onChange={setRejecting}
      position="bottom-end"
      width={320}
      trapFocus
      returnFocus
      withArrow
    >
      <Popover.Target>
        <Tooltip label="Send it back (Ctrl+Backspace)" disabled={rejecting}>
          <Button
            size="xs"
            variant="light"
            color="red"
            disabled={busy}
            aria-expanded={rejecting}
            onClick={() => setRejecting(!rejecting)}
          >
            Reject
          </Button>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown aria-label="Reject">
        <form
          onSubmit={(event) => {
            event.preventDefault();
            send();
          }}
        >
          <Stack gap="sm">
            <Textarea
              data-autofocus
              label="What should be changed?"
              description="The labeler sees this when the task comes back."
              autosize
              minRows={3}
              maxRows={8}
              value={comment}
              onChange={(event) => setComment(event.currentTarget.value)}
              onKeyDown={(event) => {
                if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
                  event.preventDefault();
                  send();
                }
              }}
            />
            <Button type="submit" color="red.9" size="xs">
              {comment.trim() === '' ? 'Reject without a comment' : 'Reject'}
            </Button>
          </Stack>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
