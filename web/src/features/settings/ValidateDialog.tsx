import { Alert, Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useState } from 'react';
import { api, messageOf } from '@/api/client';
import type { Task } from '@/api/types';
import { useTryValidation } from '@/api/validation';
import { validationArgument, type Labels } from '@/api/validationArgument';
import { useCurrentProject } from '@/features/project';
import { CodeArea } from '@/ui/CodeArea';
import { readJson } from '@/ui/json';
import { TriedResult } from './TriedResult';
import classes from './Settings.module.css';

const NOTHING = '{\n  "tools": [],\n  "classifications": [],\n  "relations": []\n}';

/** Runs the function as it stands on labels that were pasted or loaded; nothing is stored. */
export function ValidateDialog({ code, onClose }: { code: string; onClose: () => void }) {
  const { id } = useCurrentProject();
  const [text, setText] = useState(NOTHING);
  const run = useTryValidation(id);
  const read = readJson(text);
  const fault = read.fault ?? (isObject(read.value) ? undefined : NOT_AN_OBJECT);
  const start = () => {
    if (!fault && !read.fault) {
      run.mutate({ function: code, answer: read.value });
    }
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title="Validate code"
      size="min(1080px, 94vw)"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <div className={classes.validate}>
        <Stack gap="sm" miw={0}>
          <LoadTask
            onLoad={(answer) => {
              run.reset();
              setText(answer);
            }}
          />
          <div>
            <Text size="sm" fw={500} mb={4}>
              Labels as JSON
            </Text>
            <CodeArea
              framed
              focused
              label="Labels as JSON"
              height="min(360px, 44vh)"
              value={text}
              onChange={setText}
              faultLine={fault?.line}
              describedBy="labels-fault"
            />
            <Text
              id="labels-fault"
              size="xs"
              mt={4}
              c={fault ? 'var(--k-danger-text)' : 'dimmed'}
              role={fault ? 'alert' : undefined}
            >
              {fault
                ? `Line ${fault.line}, column ${fault.column}: ${fault.message}`
                : 'Paste what Copy answers of the editor gives.'}
            </Text>
          </div>
        </Stack>
        <section className={classes.outcome} aria-label="Result" aria-live="polite">
          <Group justify="space-between" mb="sm">
            <Text fw={600}>Result</Text>
            <Button
              size="xs"
              leftSection={<IconPlayerPlay size={14} />}
              disabled={fault !== undefined}
              loading={run.isPending}
              onClick={start}
            >
              Run
            </Button>
          </Group>
          {run.isError && (
            <Alert color="red" role="alert" title="The function was not run">
              {messageOf(run.error)}
            </Alert>
          )}
          {run.data && <TriedResult result={run.data} code={code} />}
          {run.isIdle && (
            <Text size="sm" c="dimmed">
              Run the function to see what it finds, what it writes to the console and how long it
              takes.
            </Text>
          )}
        </section>
      </div>
    </Modal>
  );
}

const NOT_AN_OBJECT = { line: 1, column: 1, message: 'An object with the labels is needed' };

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Fills the dialog with the labels of a task. */
function LoadTask({ onLoad }: { onLoad: (json: string) => void }) {
  const { project } = useCurrentProject();
  const [taskId, setTaskId] = useState('');
  const [fault, setFault] = useState<string>();
  const [busy, setBusy] = useState(false);
  const load = async () => {
    setBusy(true);
    setFault(undefined);
    try {
      const { task } = await api.get<{ task: Task & { answer?: Labels | null } }>(
        `/v2/task/${encodeURIComponent(taskId.trim())}`,
      );
      if (task.project !== project._id) {
        setFault('This task belongs to another project.');
        return;
      }
      const argument = validationArgument(task.answer ?? {}, project.categorySchema);
      onLoad(JSON.stringify(argument, null, 2));
    } catch (error) {
      setFault(messageOf(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void load();
      }}
    >
      <Group gap="xs" align="flex-start" wrap="nowrap">
        <TextInput
          flex={1}
          aria-label="Task id"
          placeholder="Task id"
          value={taskId}
          error={fault}
          onChange={(event) => setTaskId(event.currentTarget.value)}
        />
        <Button
          type="submit"
          variant="default"
          loading={busy}
          disabled={!/^[0-9a-f]{24}$/.test(taskId.trim())}
        >
          Load from task
        </Button>
      </Group>
    </form>
  );
}
