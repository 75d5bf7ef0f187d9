import { Button, Checkbox, Popover, Stack } from '@mantine/core';
import { IconColumns } from '@tabler/icons-react';
import type { Task } from '@/api/types';
import type { Column } from '@/ui/DataTable';

export interface ColumnChoiceProps {
  columns: Column<Task>[];
  chosen: string[];
  defaults: string[];
  onChange: (keys: string[]) => void;
}

/** Which columns the list shows. */
export function ColumnChoice(props: ColumnChoiceProps) {
  const { columns, chosen, onChange } = props;
  return (
    <Popover position="bottom-end" width={200} trapFocus>
      <Popover.Target>
        <Button size="xs" variant="default" leftSection={<IconColumns size={14} stroke={1.6} />}>
          Columns
        </Button>
      </Popover.Target>
      <Popover.Dropdown p="sm" aria-label="Columns">
        <Stack gap={8}>
          {columns.map((column) => (
            <Checkbox
              key={column.key}
              size="xs"
              label={column.title}
              checked={chosen.includes(column.key)}
              disabled={column.key === 'externalId'}
              onChange={(event) =>
                onChange(
                  event.currentTarget.checked
                    ? [...chosen, column.key]
                    : chosen.filter((key) => key !== column.key),
                )
              }
            />
          ))}
          <Button size="xs" variant="subtle" color="gray" onClick={() => onChange(props.defaults)}>
            Default columns
          </Button>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
