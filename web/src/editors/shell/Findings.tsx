import { Button, CloseButton, Group } from '@mantine/core';
import { IconAlertTriangle, IconExclamationCircle } from '@tabler/icons-react';
import { placeOf } from '@/engine/answers/placeOf';
import type { Finding } from '@/engine/sync/taskPort';
import { count } from '@/ui/format';
import { useEditor } from '../image/EditorContext';
import type { Found, TaskActions } from './useTaskActions';
import { useSelected, useSignal } from './useSignal';
import classes from './editor.module.css';

interface FindingsProps {
  readonly actions: TaskActions;
  /** Shows the entry of a finding. */
  readonly onJump: (entryId: string) => void;
}

const MOST = 100;

/** What the project's validation found; a click shows where. */
export function Findings({ actions, onJump }: FindingsProps) {
  const { session } = useEditor();
  const busy = useSignal(session.busy);
  const { found } = actions;
  if (found === null) return null;
  const shown = found.errors.slice(0, MOST);
  const hasErrors = found.errors.some((finding) => finding.level === 'error');
  return (
    <section
      className={classes.notice}
      data-tone={hasErrors ? 'danger' : 'warning'}
      aria-label="Label validation"
    >
      <h2 className={classes.noticeTitle}>
        <IconAlertTriangle
          size={16}
          color={hasErrors ? 'var(--k-danger-text)' : 'var(--k-warning-text)'}
          aria-hidden
        />
        <span style={{ flex: 1 }} role="alert">
          {title(found)}
        </span>
        <CloseButton size="sm" aria-label="Close" onClick={actions.dismissFound} />
      </h2>
      <ul className={classes.findings}>
        {shown.map((finding, index) => (
          <FindingRow key={index} finding={finding} onJump={onJump} />
        ))}
      </ul>
      {found.errors.length > MOST && (
        <p className={classes.visitMeta}>The first {MOST} are shown.</p>
      )}
      {found.stopped !== null && !found.prevented && (
        <Group gap={8} mt={8}>
          <Button
            size="xs"
            variant="default"
            disabled={busy}
            onClick={() =>
              found.stopped === 'accept' ? actions.accept(true) : actions.submit(true)
            }
          >
            {found.stopped === 'accept' ? 'Accept anyway' : 'Submit anyway'}
          </Button>
        </Group>
      )}
    </section>
  );
}

function FindingRow({ finding, onJump }: { finding: Finding; onJump: (id: string) => void }) {
  const { editor } = useEditor();
  const id = finding.objectId ?? null;
  const isThere = useSelected(
    editor.state,
    () => id !== null && placeOf(editor.document.answer(), id) !== null,
  );
  const selected = useSelected(editor.state, (state) => id !== null && state.selection.has(id));
  const level = finding.level === 'error' ? 'Error' : 'Warning';
  return (
    <li data-level={finding.level} data-selected={selected || undefined}>
      <IconExclamationCircle size={15} role="img" aria-label={level} />
      {isThere && id !== null ? (
        <button type="button" onClick={() => onJump(id)}>
          {finding.message}
        </button>
      ) : (
        <span>
          {finding.message}
          {id !== null && <em> (deleted)</em>}
        </span>
      )}
    </li>
  );
}

function title({ errors, prevented, stopped }: Found): string {
  const wrong = errors.filter((finding) => finding.level === 'error').length;
  const warned = errors.length - wrong;
  const words = [wrong > 0 && count(wrong, 'error'), warned > 0 && count(warned, 'warning')]
    .filter(Boolean)
    .join(' and ');
  if (!prevented) return stopped === null ? `Saved, with ${words}` : `${words} found`;
  const done = stopped === null ? 'saved' : stopped === 'accept' ? 'accepted' : 'submitted';
  return `Not ${done}: ${words}`;
}
