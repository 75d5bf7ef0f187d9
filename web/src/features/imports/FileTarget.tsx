import { Button, CloseButton, FileButton, Group, Text } from '@mantine/core';
import { IconFile, IconFileImport } from '@tabler/icons-react';
import { useState } from 'react';
import { formatBytes } from '@/api/uploads';
import classes from './Imports.module.css';

export interface FileTargetProps {
  file: File | undefined;
  onFile: (file: File | undefined) => void;
}

/** Takes one file, dropped or chosen. */
export function FileTarget({ file, onFile }: FileTargetProps) {
  const [over, setOver] = useState(false);
  return (
    <div
      className={classes.target}
      data-over={over || undefined}
      data-chosen={file !== undefined || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        onFile(event.dataTransfer.files[0] ?? file);
      }}
    >
      {file ? (
        <>
          <IconFile size={20} stroke={1.5} aria-hidden />
          <div className={classes.chosen}>
            <Text fw={500} className="truncate" title={file.name}>
              {file.name}
            </Text>
            <Text size="xs" c="dimmed">
              {formatBytes(file.size)}
            </Text>
          </div>
          <CloseButton aria-label="Choose another file" onClick={() => onFile(undefined)} />
        </>
      ) : (
        <>
          <IconFileImport size={28} stroke={1.4} aria-hidden />
          <Text fw={500}>Drop a file with labels here</Text>
          <Text size="xs" c="dimmed" ta="center">
            JSON, NDJSON, XML, TXT, CSV, VTT, RTTM, NRRD, or a zip of many
          </Text>
          <Group gap="xs">
            <FileButton onChange={(chosen) => onFile(chosen ?? undefined)}>
              {(button) => (
                <Button variant="default" size="xs" {...button}>
                  Choose a file
                </Button>
              )}
            </FileButton>
          </Group>
        </>
      )}
    </div>
  );
}
