import { Skeleton, Stack } from '@mantine/core';
import classes from './editor.module.css';

/** The editor's outline while a task loads. */
export function EditorSkeleton() {
  return (
    <div className={classes.editor} role="status" aria-label="Loading the task">
      <div className={classes.topBar}>
        <Skeleton height={16} width={220} />
      </div>
      <div className={classes.body}>
        <div className={classes.left} style={{ width: 280 }}>
          <Stack p="md" gap="sm">
            {[70, 90, 60, 80, 50].map((width) => (
              <Skeleton key={width} height={14} width={`${width}%`} />
            ))}
          </Stack>
        </div>
        <div className={classes.canvasArea} />
      </div>
    </div>
  );
}
