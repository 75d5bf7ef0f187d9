import { Checkbox } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { Fragment, useRef, type KeyboardEvent, type ReactNode } from 'react';
import classes from './DataTable.module.css';

/** One column: how its cells look and whether the server can sort by it. */
export interface Column<Row> {
  key: string;
  title: string;
  cell: (row: Row) => ReactNode;
  /** Field name for sorting; absent = not sortable. */
  sortBy?: string;
  width?: number | string;
  align?: 'left' | 'right';
  /** As wide as its content, never cut: for buttons. */
  fit?: boolean;
}

export interface DataTableProps<Row> {
  label: string;
  columns: Column<Row>[];
  rows: Row[];
  rowKey: (row: Row) => string;
  /** For example `-createdAt`. */
  sort?: string;
  onSort?: (sort: string) => void;
  selected?: ReadonlySet<string>;
  onSelect?: (selected: Set<string>) => void;
  onOpen?: (row: Row) => void;
  /** What a row is called by screen readers, for its checkbox. */
  rowName?: (row: Row) => string;
  /** The rows shown are older than the query. */
  stale?: boolean;
  /** What is shown under a row that was unfolded; null = nothing. */
  detail?: (row: Row) => ReactNode;
}

/**
 * Dense table over one page of rows. Arrows move between rows, Space selects, Enter opens; Shift
 * with a click or an arrow selects the range.
 */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { columns, rows, rowKey, selected, onSelect, onOpen } = props;
  const body = useRef<HTMLTableSectionElement>(null);
  const anchor = useRef<number>(0);

  const toggle = (index: number, range: boolean) => {
    const row = rows[index];
    if (!onSelect || !row) {
      return;
    }
    const next = new Set(selected);
    const on = !next.has(rowKey(row));
    const from = range ? Math.min(anchor.current, index) : index;
    const to = range ? Math.max(anchor.current, index) : index;
    for (const each of rows.slice(from, to + 1)) {
      if (on || range) {
        next.add(rowKey(each));
      } else {
        next.delete(rowKey(each));
      }
    }
    anchor.current = index;
    onSelect(next);
  };

  const onKeyDown = (event: KeyboardEvent<HTMLTableRowElement>, index: number) => {
    if (event.target !== event.currentTarget) {
      return;
    }
    const row = rows[index];
    const focus = (to: number) => {
      const target = body.current?.querySelectorAll<HTMLElement>(':scope > tr[data-row]')[to];
      if (target) {
        event.preventDefault();
        target.focus();
        if (event.shiftKey) {
          toggle(to, true);
        }
      }
    };
    switch (event.key) {
      case 'ArrowDown':
      case 'j':
        focus(index + 1);
        break;
      case 'ArrowUp':
      case 'k':
        focus(index - 1);
        break;
      case 'Home':
        focus(0);
        break;
      case 'End':
        focus(rows.length - 1);
        break;
      case ' ':
        event.preventDefault();
        toggle(index, event.shiftKey);
        break;
      case 'Enter':
        if (row && onOpen) {
          event.preventDefault();
          onOpen(row);
        }
        break;
      default:
    }
  };

  const pageKeys = rows.map(rowKey);
  const onPage = pageKeys.filter((key) => selected?.has(key)).length;

  return (
    <div className={classes.scroll}>
      <table
        className={classes.table}
        aria-label={props.label}
        data-stale={props.stale === true || undefined}
      >
        <thead>
          <tr>
            {onSelect && (
              <th className={classes.check} scope="col">
                <Checkbox
                  size="xs"
                  aria-label="Select all rows of this page"
                  checked={rows.length > 0 && onPage === rows.length}
                  indeterminate={onPage > 0 && onPage < rows.length}
                  onChange={() => {
                    const next = new Set(selected);
                    const all = onPage === rows.length;
                    pageKeys.forEach((key) => (all ? next.delete(key) : next.add(key)));
                    onSelect(next);
                  }}
                />
              </th>
            )}
            {columns.map((column) => (
              <HeaderCell
                key={column.key}
                column={column}
                sort={props.sort}
                onSort={props.onSort}
              />
            ))}
          </tr>
        </thead>
        <tbody ref={body}>
          {rows.map((row, index) => {
            const key = rowKey(row);
            const isSelected = selected?.has(key) ?? false;
            const detail = props.detail?.(row) ?? null;
            return (
              <Fragment key={key}>
                <tr
                  data-row
                  tabIndex={index === 0 ? 0 : -1}
                  data-selected={isSelected || undefined}
                  data-opens={onOpen ? true : undefined}
                  aria-selected={onSelect ? isSelected : undefined}
                  onKeyDown={(event) => onKeyDown(event, index)}
                  onClick={(event) => {
                    if ((event.target as HTMLElement).closest('button, a, input, label')) {
                      return;
                    }
                    if (event.shiftKey && onSelect) {
                      toggle(index, true);
                    } else {
                      onOpen?.(row);
                    }
                  }}
                >
                  {onSelect && (
                    <td className={classes.check}>
                      <Checkbox
                        size="xs"
                        aria-label={`Select ${props.rowName?.(row) ?? key}`}
                        checked={isSelected}
                        onChange={() => undefined}
                        onClick={(event) => toggle(index, event.shiftKey)}
                        onKeyDown={(event) => {
                          if (event.key === ' ') {
                            event.stopPropagation();
                          }
                        }}
                      />
                    </td>
                  )}
                  {columns.map((column) => (
                    <td key={column.key} data-align={column.align} data-fit={column.fit}>
                      <div className={classes.cell}>{column.cell(row)}</div>
                    </td>
                  ))}
                </tr>
                {detail !== null && (
                  <tr className={classes.detail}>
                    <td colSpan={columns.length + (onSelect ? 1 : 0)}>{detail}</td>
                  </tr>
                )}
              </Fragment>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function HeaderCell<Row>(props: {
  column: Column<Row>;
  sort?: string;
  onSort?: (sort: string) => void;
}) {
  const { column, sort, onSort } = props;
  const ascending = sort === column.sortBy;
  const descending = sort === `-${column.sortBy ?? ''}`;
  // Columns without a width share what is left.
  const style = { width: column.width, minWidth: column.width ?? (column.fit ? undefined : 160) };
  if (!column.sortBy || !onSort) {
    return (
      <th scope="col" style={style} data-align={column.align} data-fit={column.fit}>
        {column.title}
      </th>
    );
  }
  return (
    <th
      scope="col"
      style={style}
      data-align={column.align}
      aria-sort={ascending ? 'ascending' : descending ? 'descending' : 'none'}
    >
      <button
        type="button"
        className={classes.sort}
        onClick={() => onSort(descending ? (column.sortBy ?? '') : `-${column.sortBy ?? ''}`)}
      >
        {column.title}
        {ascending && <IconArrowUp size={12} aria-hidden />}
        {descending && <IconArrowDown size={12} aria-hidden />}
      </button>
    </th>
  );
}
