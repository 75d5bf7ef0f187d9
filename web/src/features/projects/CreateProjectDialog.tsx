import { Button, Group, Modal, Stack, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useNavigate } from 'react-router';
import { messageOf } from '@/api/client';
import { useCreateProject } from '@/api/projects';

/** Name and description; the rest is set up inside the project. */
export function CreateProjectDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const create = useCreateProject();
  const navigate = useNavigate();
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { name: '', description: '' },
    validate: { name: (value) => (value.trim() ? null : 'Name the project') },
  });
  return (
    <Modal opened={opened} onClose={onClose} title="Create project">
      <form
        noValidate
        onSubmit={form.onSubmit((values) =>
          create.mutate(
            { name: values.name.trim(), description: values.description.trim() },
            {
              onSuccess: (project) => {
                form.reset();
                onClose();
                void navigate(`/projects/${project._id}/overview`);
              },
              onError: (error) => form.setFieldError('name', messageOf(error)),
            },
          ),
        )}
      >
        <Stack gap="sm">
          <TextInput
            label="Name"
            placeholder="Street signs, spring 2026"
            data-autofocus
            key={form.key('name')}
            {...form.getInputProps('name')}
          />
          <Textarea
            label="Description"
            placeholder="What is labeled, and what for (optional)"
            autosize
            minRows={2}
            maxRows={6}
            key={form.key('description')}
            {...form.getInputProps('description')}
          />
          <Group justify="flex-end" gap="xs" mt={4}>
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={create.isPending}>
              Create project
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
