import { SegmentedControl, Skeleton, Text, Title } from '@mantine/core';
import { IconFile } from '@tabler/icons-react';
import type { UseQueryResult } from '@tanstack/react-query';
import { useState } from 'react';
import type { ExportPreview } from '@/api/exports';
import { Copy } from '@/ui/bits';
import { count } from '@/ui/format';
import { ErrorState } from '@/ui/states';
import classes from './ExportPage.module.css';

/** Longest text of one row that is drawn; a row with many points has millions of characters. */
const LONGEST = 20_000;

export interface PreviewPanelProps {
  preview: UseQueryResult<ExportPreview>;
  /** The choices are newer than what is shown. */
  waiting: boolean;
  /** The form has no fault. */
  sound: boolean;
  /** The chosen format is not the open one. */
  converted: boolean;
}

/** How many rows there will be, in which files, and how the first ones look. */
export function PreviewPanel({ preview, waiting, sound, converted }: PreviewPanelProps) {
  return (
    <section className={classes.preview} aria-label="Preview" data-stale={waiting || undefined}>
      <Title order={2}>Preview</Title>
      {!sound && <Text c="dimmed">Correct the form to see what the export will hold.</Text>}
      {sound && preview.isPending && <PreviewSkeleton />}
      {sound && preview.isError && (
        <ErrorState error={preview.error} onRetry={() => void preview.refetch()} />
      )}
      {sound && preview.isSuccess && <Content preview={preview.data} converted={converted} />}
    </section>
  );
}

function PreviewSkeleton() {
  return (
    <div
      className={classes.previewSkeleton}
      aria-busy
      aria-label="Loading the preview"
      role="status"
    >
      <Skeleton height={14} width="40%" />
      <Skeleton height={14} width="60%" />
      <Skeleton height={220} />
    </div>
  );
}

function Content({ preview, converted }: { preview: ExportPreview; converted: boolean }) {
  const { rows, total, files } = preview;
  const [chosen, setChosen] = useState(0);
  const index = Math.min(chosen, Math.max(0, rows.length - 1));
  const text = JSON.stringify(rows[index], null, 2);
  return (
    <>
      <div className={classes.facts}>
        <Text fw={600} role="status">
          {total === 0 ? 'No task matches' : count(total, 'task')}
        </Text>
        <ul className={classes.files} aria-label="Files in the zip">
          {files.map((file) => (
            <li key={file} title={file}>
              <IconFile size={14} stroke={1.6} aria-hidden />
              <span className="truncate">{file}</span>
            </li>
          ))}
        </ul>
      </div>
      {rows.length === 0 ? (
        <Text c="dimmed">
          The export would be empty. Choose other stages or batches, or a longer time.
        </Text>
      ) : (
        <div className={classes.rows}>
          <div className={classes.rowsHead}>
            <SegmentedControl
              size="xs"
              aria-label="Row"
              value={String(index)}
              onChange={(value) => setChosen(Number(value))}
              data={rows.map((_, row) => ({ value: String(row), label: `Row ${row + 1}` }))}
            />
            <Copy value={text} label="Copy row" />
          </div>
          {/* Scrolls by keyboard too. */}
          {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
          <pre className={classes.json} tabIndex={0} aria-label={`Row ${index + 1}`}>
            {text.length > LONGEST ? `${text.slice(0, LONGEST)}\n…` : text}
          </pre>
          {(preview.truncated === true || text.length > LONGEST) && (
            <Text size="xs" c="dimmed">
              Large rows are shown in part; the export holds them whole.
            </Text>
          )}
          {converted && (
            <Text size="xs" c="dimmed">
              The rows as Kalem has them, before they are converted.
            </Text>
          )}
        </div>
      )}
    </>
  );
}
