import { ActionIcon, Group, NativeSelect, Text } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';

export interface PagerProps {
  page: number;
  limit: number;
  total: number;
  onPage: (page: number) => void;
  onLimit?: (limit: number) => void;
  limits?: number[];
}

/** "1–50 of 1,204" with steps back and forth. */
export function Pager({ page, limit, total, onPage, onLimit, limits = [25, 50, 100] }: PagerProps) {
  const pages = Math.max(1, Math.ceil(total / limit));
  const from = total === 0 ? 0 : (page - 1) * limit + 1;
  const to = Math.min(page * limit, total);
  return (
    <Group gap="sm" justify="flex-end" px="md" py={8} component="nav" aria-label="Pages">
      {onLimit && (
        <NativeSelect
          size="xs"
          aria-label="Rows per page"
          value={String(limit)}
          data={limits.map((value) => ({ value: String(value), label: `${value} per page` }))}
          onChange={(event) => onLimit(Number(event.currentTarget.value))}
        />
      )}
      <Text size="xs" c="dimmed" className="num" aria-live="polite">
        {from.toLocaleString('en')}–{to.toLocaleString('en')} of {total.toLocaleString('en')}
      </Text>
      <Group gap={2}>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label="Previous page"
          disabled={page <= 1}
          onClick={() => onPage(page - 1)}
        >
          <IconChevronLeft size={16} />
        </ActionIcon>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label="Next page"
          disabled={page >= pages}
          onClick={() => onPage(page + 1)}
        >
          <IconChevronRight size={16} />
        </ActionIcon>
      </Group>
    </Group>
  );
}
