import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconTag, IconTrash } from '@tabler/icons-react';
import { useAssignBatches, useDeleteAssets } from '@/api/assets';
import { BatchesDialog, useCurrentProject } from '@/features/project';
import { BulkBar } from '@/ui/BulkBar';
import { ConfirmDialog } from '@/ui/ConfirmDialog';
import { count } from '@/ui/format';
import { toast } from '@/ui/toast';

/** What can be done with the chosen assets. */
export function AssetsBulkBar(props: {
  selected: ReadonlySet<string>;
  total: number;
  onClear: () => void;
}) {
  const { selected, onClear } = props;
  const { id, may } = useCurrentProject();
  const [batching, batch] = useDisclosure(false);
  const [deleting, ask] = useDisclosure(false);
  const assign = useAssignBatches(id);
  const remove = useDeleteAssets(id);
  const assets = [...selected];
  return (
    <>
      <BulkBar selected={selected.size} total={props.total} noun="asset" onClear={onClear}>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconTag size={14} />}
          onClick={batch.open}
        >
          Add to batch
        </Button>
        {may('deleteAssets') && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconTrash size={14} />}
            onClick={ask.open}
          >
            Delete
          </Button>
        )}
      </BulkBar>
      <BatchesDialog
        opened={batching}
        onClose={batch.close}
        what={count(selected.size, 'asset')}
        onApply={async (batches) => {
          await assign.mutateAsync({ assets, batches });
          toast.done(`${count(assets.length, 'asset')} added`);
        }}
      />
      {deleting && (
        <ConfirmDialog
          opened
          onClose={ask.close}
          title={`Delete ${count(selected.size, 'asset')}?`}
          typed={String(selected.size)}
          action={`Delete ${count(selected.size, 'asset')}`}
          loading={remove.isPending}
          error={remove.error}
          onConfirm={() =>
            remove.mutate(assets, {
              onSuccess: () => {
                ask.close();
                onClear();
                toast.done(`${count(assets.length, 'asset')} deleted`);
              },
            })
          }
        >
          Their tasks and labels go with them. This cannot be undone.
        </ConfirmDialog>
      )}
    </>
  );
}
