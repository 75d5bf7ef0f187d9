import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { IconCopy, IconDownload } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useAssets } from '@/api/assets';
import { useCurrentProject } from '@/features/project';
import { toast } from '@/ui/toast';
import { makeSample } from './sample';
import classes from './Imports.module.css';

/** A file to start from, filled with the classes of the project. */
export function SampleDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Modal opened={opened} onClose={onClose} title="Sample JSON" size={760}>
      <Sample />
    </Modal>
  );
}

function Sample() {
  const { project, id } = useCurrentProject();
  const assets = useAssets(id, { page: 1, limit: 1 });
  const externalId = assets.data?.assets[0]?.externalId ?? 'image-0001.jpg';
  const text = useMemo(
    () => JSON.stringify(makeSample(project.categorySchema, externalId), null, 2),
    [project.categorySchema, externalId],
  );
  const { tools, classifications, relations } = project.categorySchema;
  const empty = tools.length + classifications.length + relations.length === 0;
  return (
    <Stack gap="sm">
      <Text>
        {empty
          ? 'This project has no classes yet, so there is nothing to fill in. Define the category schema first.'
          : 'A list of items, one per asset. Ids and titles are those of this project; the asset is found by externalId, data (its address), assetId or taskId. An exported file can be imported as it is.'}
      </Text>
      {/* Scrolls by keyboard too. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <pre className={classes.sample} tabIndex={0} aria-label="Sample JSON">
        {text}
      </pre>
      <Group justify="flex-end" gap="xs">
        <Button
          variant="default"
          leftSection={<IconCopy size={15} />}
          onClick={() =>
            void navigator.clipboard.writeText(text).then(() => toast.done('Sample copied'))
          }
        >
          Copy
        </Button>
        <Button
          component="a"
          href={`data:application/json;charset=utf-8,${encodeURIComponent(text)}`}
          download="sample-labels.json"
          leftSection={<IconDownload size={15} />}
        >
          Download
        </Button>
      </Group>
    </Stack>
  );
}
