import { Button, Group, NativeSelect, PasswordInput, Switch, Text, TextInput } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { useTestWebhook } from '@/api/workflow';
import { useCurrentProject } from '@/features/project';
import { toast } from '@/ui/toast';
import type { FieldsProps } from './StagePanel';
import { Deliveries } from './Deliveries';

/** What the server shows in place of a stored secret. */
const MASK = '********';

/** Where messages go, how they are signed, and what became of them. */
export function WebhookFields({ stage, patch }: FieldsProps) {
  const auth = typeof stage.authType === 'string' ? stage.authType : 'none';
  const stored = stage.secret === MASK;
  return (
    <>
      <TextInput
        label="URL"
        type="url"
        placeholder="https://hooks.example.com/kalem"
        value={typeof stage.url === 'string' ? stage.url : ''}
        onChange={(event) => patch({ url: event.currentTarget.value })}
      />
      <NativeSelect
        label="Authorization"
        data={[
          { value: 'none', label: 'None' },
          { value: 'secret', label: 'Signed with a secret' },
          { value: 'bearer', label: 'Bearer token' },
        ]}
        value={auth}
        onChange={(event) => patch({ authType: event.currentTarget.value })}
      />
      {auth !== 'none' && (
        <PasswordInput
          label={auth === 'bearer' ? 'Token' : 'Secret'}
          description={
            auth === 'bearer'
              ? 'Sent as Authorization: Bearer …'
              : 'Signs the body: X-Hub-Signature holds its HMAC'
          }
          placeholder={stored ? 'Stored. Type to replace it' : 'Not set'}
          value={stored || typeof stage.secret !== 'string' ? '' : stage.secret}
          autoComplete="new-password"
          onChange={(event) => patch({ secret: event.currentTarget.value })}
        />
      )}
      <NativeSelect
        label="When a message can not be delivered"
        data={[
          { value: 'stay', label: 'The task stays here' },
          { value: 'forward', label: 'The task moves on' },
        ]}
        value={stage.onFailure === 'forward' ? 'forward' : 'stay'}
        onChange={(event) => patch({ onFailure: event.currentTarget.value })}
      />
      <Switch
        label="Compact history"
        description="Leaves the labels of earlier stages out"
        checked={stage.compactHistory === true}
        onChange={(event) => patch({ compactHistory: event.currentTarget.checked })}
      />
    </>
  );
}

/** Trying the messages of a saved stage, and the log of them. */
export function WebhookLog({
  stageId,
  unsaved,
  mayTest,
}: {
  stageId: string;
  /** Whether the stage differs from what is saved: the test sends to the saved address. */
  unsaved: boolean;
  mayTest: boolean;
}) {
  const { id } = useCurrentProject();
  const test = useTestWebhook(id, stageId);
  return (
    <div>
      <Group justify="space-between" mb="xs">
        <Text size="sm" fw={500}>
          Messages
        </Text>
        {mayTest && (
          <Button
            size="compact-xs"
            variant="default"
            leftSection={<IconSend size={12} aria-hidden />}
            disabled={unsaved}
            loading={test.isPending}
            onClick={() =>
              test.mutate(undefined, {
                onSuccess: (delivery) =>
                  delivery.state === 'delivered'
                    ? toast.done(`The test was taken (${delivery.status ?? 'no status'})`)
                    : toast.failed(
                        new Error(
                          delivery.error ??
                            `The test was answered with ${delivery.status ?? 'nothing'}`,
                        ),
                      ),
                onError: toast.failed,
              })
            }
          >
            Send test
          </Button>
        )}
      </Group>
      {unsaved && (
        <Text size="xs" c="dimmed">
          Save the workflow to send a test.
        </Text>
      )}
      <Deliveries stageId={stageId} />
    </div>
  );
}
