import { ActionIcon, CopyButton, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useSyncExternalStore } from 'react';
import classes from './bits.module.css';
import { exactTime, initials, relativeTime } from './format';

let now = Date.now();
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (listeners.size === 1) {
    now = Date.now();
  }
  timer ??= setInterval(() => {
    now = Date.now();
    listeners.forEach((each) => each());
  }, 20_000);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}

/** The time now, for display; steps every 20 seconds. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => now);
}

/** "3 min. ago", with the exact time on hover. */
export function RelativeTime({ at }: { at: string | null | undefined }) {
  const current = useNow();
  if (!at) {
    return <span className={classes.nothing}>–</span>;
  }
  return (
    <time dateTime={at} title={exactTime(at)}>
      {relativeTime(at, current)}
    </time>
  );
}

/** A copy button for an id or a link. */
export function Copy({ value, label }: { value: string; label: string }) {
  return (
    <CopyButton value={value} timeout={1500}>
      {({ copied, copy }) => (
        <Tooltip label={copied ? 'Copied' : label}>
          <ActionIcon
            size="sm"
            variant="subtle"
            data-copy
            color={copied ? 'indigo' : 'gray'}
            aria-label={label}
            onClick={(event) => {
              event.stopPropagation();
              copy();
            }}
          >
            {copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
          </ActionIcon>
        </Tooltip>
      )}
    </CopyButton>
  );
}

/** An id in mono with a copy button that shows on hover and focus. */
export function CopyId({ id, label = 'Copy id' }: { id: string; label?: string }) {
  return (
    <span className={classes.id}>
      <span className="mono">{id}</span>
      <Copy value={id} label={label} />
    </span>
  );
}

/** A person: initials in a circle, then the name, cut when long. */
export function Person({ name, email }: { name?: string; email: string }) {
  const label = name && name.length > 0 ? name : email;
  return (
    <span className={classes.person} title={name ? `${name}, ${email}` : email}>
      <Initials of={label} />
      <span className="truncate">{label}</span>
    </span>
  );
}

/** Initials in a circle; decorative, the name stands beside it. */
export function Initials({ of, large = false }: { of: string; large?: boolean }) {
  return (
    <span className={classes.initials} data-large={large || undefined} aria-hidden>
      {initials(of)}
    </span>
  );
}

/** A key or key combination as keys. */
export function Keys({ combination }: { combination: string }) {
  return (
    <span className={classes.keys}>
      {combination.split('+').map((key) => (
        <kbd key={key} className={classes.key}>
          {key}
        </kbd>
      ))}
    </span>
  );
}
