import { Alert, Button, NumberInput, Switch, Text, Textarea, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { ApiError, messageOf } from '@/api/client';
import { useDeleteProject, useUpdateProject } from '@/api/projects';
import { useCurrentProject } from '@/features/project';
import { CopyId } from '@/ui/bits';
import { ConfirmDialog } from '@/ui/ConfirmDialog';
import { Section } from '@/ui/Page';
import { toast } from '@/ui/toast';
import { SettingsForm } from './SettingsForm';
import { SettingsFrame } from './SettingsFrame';

interface Values {
  name: string;
  description: string;
  taskSkipEnabled: boolean;
  unassignSkippedTask: boolean;
  idleTimeout: number | '';
}

/** General settings of the project. */
export function SettingsPage() {
  const { project, id, may } = useCurrentProject();
  const saved: Values = {
    name: project.name,
    description: project.description ?? '',
    taskSkipEnabled: project.taskSkipEnabled ?? true,
    unassignSkippedTask: project.unassignSkippedTask ?? false,
    idleTimeout: project.idleTimeout ?? '',
  };
  const [changes, setChanges] = useState<Partial<Values>>({});
  const update = useUpdateProject(id);
  const values = { ...saved, ...changes };
  const dirty = (Object.keys(changes) as (keyof Values)[]).some(
    (key) => changes[key] !== saved[key],
  );
  const edits = may('editSettings');
  const set = (patch: Partial<Values>) => setChanges({ ...changes, ...patch });
  const nameFault = values.name.trim() === '' ? 'A project needs a name' : undefined;
  const idleFault =
    values.idleTimeout === '' || values.idleTimeout < 0 ? 'Enter seconds, 0 or more' : undefined;

  const save = async (): Promise<boolean> => {
    if (nameFault ?? idleFault) {
      return false;
    }
    try {
      await update.mutateAsync({
        ...changes,
        idleTimeout: changes.idleTimeout === '' ? undefined : changes.idleTimeout,
      });
      setChanges({});
      toast.done('Settings saved');
      return true;
    } catch {
      return false;
    }
  };
  const fault = (path: string) =>
    update.error instanceof ApiError
      ? update.error.details.find((detail) => detail.path?.includes(path))?.message
      : undefined;

  return (
    <SettingsFrame>
      <SettingsForm
        edits={edits}
        dirty={dirty}
        saving={update.isPending}
        action="Save settings"
        disabled={(nameFault ?? idleFault) !== undefined}
        onSave={save}
        onDiscard={() => setChanges({})}
      >
        <Section title="General">
          {update.isError && (
            <Alert color="red" role="alert">
              {messageOf(update.error)} Your changes are kept here.
            </Alert>
          )}
          <TextInput
            label="Name"
            value={values.name}
            error={nameFault ?? fault('name')}
            onChange={(event) => set({ name: event.currentTarget.value })}
          />
          <Textarea
            label="Description"
            autosize
            minRows={2}
            maxRows={8}
            value={values.description}
            error={fault('description')}
            onChange={(event) => set({ description: event.currentTarget.value })}
          />
          <div>
            <Text size="sm" fw={500}>
              Project id
            </Text>
            <CopyId id={id} label="Copy project id" />
          </div>
        </Section>
        <Section
          title="Skipping"
          description="Whether labelers and reviewers may pass a task without an answer."
        >
          <Switch
            label="Allow skipping"
            checked={values.taskSkipEnabled}
            onChange={(event) => set({ taskSkipEnabled: event.currentTarget.checked })}
          />
          <Switch
            label="Unassign on skip"
            description="A skipped task goes back to everybody; otherwise it comes again at the end of the person's own queue"
            checked={values.unassignSkippedTask}
            disabled={!edits || !values.taskSkipEnabled}
            onChange={(event) => set({ unassignSkippedTask: event.currentTarget.checked })}
          />
        </Section>
        <Section
          title="Idle time"
          description="Without input for this long, the clock of a task counts as idle."
        >
          <NumberInput
            label="Idle timeout"
            suffix=" s"
            min={0}
            max={86400}
            w={180}
            value={values.idleTimeout}
            error={idleFault ?? fault('idleTimeout')}
            onChange={(value) => set({ idleTimeout: typeof value === 'number' ? value : '' })}
          />
        </Section>
        {edits && <DangerSection />}
      </SettingsForm>
    </SettingsFrame>
  );
}

function DangerSection() {
  const { project, id } = useCurrentProject();
  const [opened, { open, close }] = useDisclosure(false);
  const remove = useDeleteProject(id);
  const navigate = useNavigate();
  return (
    <Section
      title="Delete project"
      description="Removes the project with its assets, tasks and labels for everybody."
    >
      <div>
        <Button variant="outline" color="red" onClick={open}>
          Delete project
        </Button>
      </div>
      <ConfirmDialog
        opened={opened}
        onClose={close}
        title="Delete this project?"
        typed={project.name}
        action="Delete project"
        loading={remove.isPending}
        error={remove.error}
        onConfirm={() =>
          remove.mutate(undefined, {
            onSuccess: () => {
              void navigate('/projects');
              toast.done(`${project.name} deleted`);
            },
          })
        }
      >
        All assets, tasks and labels of this project go for everybody. Export what you need first.
      </ConfirmDialog>
    </Section>
  );
}
