import { Code, NativeSelect, Stack, Text, UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import { useDeliveries, type Delivery, type DeliveryState } from '@/api/workflow';
import { useCurrentProject } from '@/features/project';
import { RelativeTime } from '@/ui/bits';
import { count } from '@/ui/format';
import { Pager } from '@/ui/Pager';
import { ErrorState, RowsSkeleton } from '@/ui/states';
import classes from '../Workflow.module.css';

const STATES: Record<DeliveryState, string> = {
  pending: 'Waiting',
  retrying: 'Retrying',
  delivered: 'Delivered',
  failed: 'Failed',
  canceled: 'Canceled',
};

/** The messages of a Webhook stage, newest first, each to be unfolded. */
export function Deliveries({ stageId }: { stageId: string }) {
  const { id } = useCurrentProject();
  const [query, setQuery] = useState({ page: 1, state: '' });
  const deliveries = useDeliveries(id, stageId, query);
  const rows = deliveries.data?.deliveries ?? [];
  return (
    <Stack gap="xs" mt="xs">
      <NativeSelect
        aria-label="Messages to show"
        data={[
          { value: '', label: 'All messages' },
          ...Object.entries(STATES).map(([value, label]) => ({ value, label })),
        ]}
        value={query.state}
        onChange={(event) => setQuery({ page: 1, state: event.currentTarget.value })}
      />
      {deliveries.isError ? (
        <ErrorState error={deliveries.error} onRetry={() => void deliveries.refetch()} />
      ) : deliveries.isPending ? (
        <RowsSkeleton rows={3} />
      ) : rows.length === 0 ? (
        <Text size="xs" c="dimmed">
          {query.state
            ? 'No message of this kind.'
            : 'No message yet: one is sent for each task that comes in.'}
        </Text>
      ) : (
        <ul className={classes.deliveries} aria-label="Messages">
          {rows.map((delivery) => (
            <DeliveryRow key={delivery.id} delivery={delivery} />
          ))}
        </ul>
      )}
      {(deliveries.data?.total ?? 0) > 10 && (
        <Pager
          page={query.page}
          limit={10}
          total={deliveries.data?.total ?? 0}
          onPage={(page) => setQuery({ ...query, page })}
        />
      )}
    </Stack>
  );
}

function DeliveryRow({ delivery }: { delivery: Delivery }) {
  const [open, setOpen] = useState(false);
  const name = delivery.externalId ?? 'Test';
  return (
    <li>
      <UnstyledButton
        className={classes.delivery}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {open ? (
          <IconChevronDown size={13} aria-hidden />
        ) : (
          <IconChevronRight size={13} aria-hidden />
        )}
        <span className={classes.deliveryState} data-state={delivery.state}>
          {STATES[delivery.state]}
          {delivery.status ? ` ${delivery.status}` : ''}
        </span>
        <span className="truncate" title={name}>
          {name}
        </span>
        <span className={classes.deliveryTime}>
          <RelativeTime at={delivery.lastAttemptAt ?? delivery.createdAt} />
        </span>
      </UnstyledButton>
      {open && (
        <Stack gap={6} className={classes.deliveryBody}>
          <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
            {delivery.url}, {count(delivery.attempts, 'attempt')}
            {delivery.nextAttemptAt && (
              <>
                , next <RelativeTime at={delivery.nextAttemptAt} />
              </>
            )}
          </Text>
          {delivery.error && (
            <Text size="xs" className={classes.error}>
              {delivery.error}
            </Text>
          )}
          <Body title="Request" text={delivery.request} />
          <Body title="Response" text={delivery.response} />
        </Stack>
      )}
    </li>
  );
}

function Body({ title, text }: { title: string; text: string | null | undefined }) {
  return (
    <div>
      <Text size="xs" fw={500}>
        {title}
      </Text>
      {text ? (
        <Code block className={classes.deliveryText} tabIndex={0}>
          {text}
        </Code>
      ) : (
        <Text size="xs" c="dimmed">
          Nothing
        </Text>
      )}
    </div>
  );
}
