import {
  Button,
  Code,
  Collapse,
  CopyButton,
  Group,
  Skeleton,
  Stack,
  Text,
  Title,
} from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './states.module.css';

interface Failure {
  message?: string;
  code?: string;
  status?: number;
  requestId?: string;
  details?: { path?: string; stageId?: string; message: string }[];
}

/** What can be copied into a report about a failure. */
function technical(error: Failure): string {
  return [
    error.code && `code: ${error.code}`,
    error.status !== undefined && `status: ${error.status}`,
    error.requestId && `request: ${error.requestId}`,
    `address: ${window.location.pathname}`,
    ...(error.details ?? []).map(
      (detail) => `${detail.path ?? detail.stageId ?? '-'}: ${detail.message}`,
    ),
  ]
    .filter(Boolean)
    .join('\n');
}

/** The technical part of a failure, folded away until asked for. */
export function FailureDetail({ error }: { error: unknown }) {
  const [open, { toggle }] = useDisclosure(false);
  const text = technical(error ?? {});
  return (
    <Stack gap={4} align="flex-start" maw="100%">
      <Button variant="subtle" color="gray" size="xs" onClick={toggle} aria-expanded={open}>
        {open ? 'Hide details' : 'Show details'}
      </Button>
      <Collapse expanded={open}>
        <Code block className={classes.detail}>
          {text}
        </Code>
        <CopyButton value={text}>
          {({ copied, copy }) => (
            <Button variant="subtle" size="xs" onClick={copy}>
              {copied ? 'Copied' : 'Copy details'}
            </Button>
          )}
        </CopyButton>
      </Collapse>
    </Stack>
  );
}

/** In place of content that could not be read. */
export function ErrorState({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const message = error instanceof Error ? error.message : 'Something went wrong.';
  return (
    <div className={classes.center} role="alert">
      <IconAlertTriangle size={28} className={classes.warning} stroke={1.5} aria-hidden />
      <Text fw={600}>This could not be loaded</Text>
      <Text c="dimmed" maw={460} ta="center">
        {message}
      </Text>
      <Group gap="xs">
        {onRetry && (
          <Button variant="default" onClick={onRetry}>
            Try again
          </Button>
        )}
      </Group>
      <FailureDetail error={error} />
    </div>
  );
}

export interface EmptyStateProps {
  picture: ReactNode;
  title: string;
  children: ReactNode;
  action?: ReactNode;
}

/** Teaches what belongs here: a picture, one sentence, one action. */
export function EmptyState({ picture, title, children, action }: EmptyStateProps) {
  return (
    <div className={classes.center}>
      <div className={classes.picture} aria-hidden>
        {picture}
      </div>
      <Title order={2} ta="center">
        {title}
      </Title>
      <Text c="dimmed" maw={440} ta="center">
        {children}
      </Text>
      {action}
    </div>
  );
}

/** Rows of a table that is still loading. */
export function RowsSkeleton({ rows = 8, height = 14 }: { rows?: number; height?: number }) {
  return (
    <div className={classes.rows} aria-busy aria-label="Loading" role="status">
      {Array.from({ length: rows }, (_, index) => (
        <Skeleton key={index} height={height} width={`${92 - ((index * 17) % 38)}%`} />
      ))}
    </div>
  );
}

/** A form or text block that is still loading. */
export function BlockSkeleton() {
  return (
    <Stack gap="md" aria-busy aria-label="Loading" role="status" maw={640} p="md">
      <Skeleton height={18} width={200} />
      <Skeleton height={30} />
      <Skeleton height={30} width="80%" />
      <Skeleton height={80} />
    </Stack>
  );
}
