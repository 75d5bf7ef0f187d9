import {
  ActionIcon,
  Alert,
  Button,
  Group,
  Modal,
  Stack,
  Text,
  TextInput,
  UnstyledButton,
} from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { Fragment, useState } from 'react';
import { messageOf } from '@/api/client';
import { administers } from '@/api/rights';
import { useMe } from '@/api/session';
import { inWorkflowOrder } from '@/api/stages';
import type { Stage } from '@/api/types';
import {
  useAdaptWorkflow,
  useDeleteTemplate,
  useSaveTemplate,
  useWorkflowTemplates,
  type WorkflowTemplate,
} from '@/api/workflow';
import { useCurrentProject } from '@/features/project';
import { ErrorState, RowsSkeleton } from '@/ui/states';
import { toast } from '@/ui/toast';
import { placeFault, type WorkflowFault } from './faults';
import { drawnStages } from './model';
import { StageIcon } from './StageIcon';
import classes from './Workflow.module.css';

export interface TemplatesDialogProps {
  opened: boolean;
  onClose: () => void;
  /** Whether the canvas differs from what is saved: templates are made of what is saved. */
  unsaved: boolean;
  onUse: (stages: Stage[], told: WorkflowFault[]) => void;
}

/** Workflows to begin with; the chosen one comes onto the canvas and can be undone. */
export function TemplatesDialog(props: TemplatesDialogProps) {
  return (
    <Modal opened={props.opened} onClose={props.onClose} title="Start from a template" size="xl">
      <Gallery {...props} />
    </Modal>
  );
}

function Gallery({ opened, onClose, unsaved, onUse }: TemplatesDialogProps) {
  const { id } = useCurrentProject();
  const templates = useWorkflowTemplates(opened);
  const adapt = useAdaptWorkflow(id);
  const use = (template: WorkflowTemplate) =>
    adapt.mutate(template.stages, {
      onSuccess: ({ stages, warnings }) => {
        onUse(
          stages,
          warnings.map((warning) => placeFault(warning, 'warning')),
        );
        onClose();
      },
    });
  return (
    <Stack gap="md">
      <Text size="sm" c="dimmed">
        A template takes the place of the stages on the canvas, until you save or undo.
      </Text>
      {adapt.isError && (
        <Alert color="red" role="alert">
          {messageOf(adapt.error)}
        </Alert>
      )}
      {templates.isError ? (
        <ErrorState error={templates.error} onRetry={() => void templates.refetch()} />
      ) : templates.isPending ? (
        <RowsSkeleton rows={6} />
      ) : (
        <div className={classes.templates}>
          {templates.data.map((template) => (
            <Card
              key={template._id}
              template={template}
              disabled={adapt.isPending}
              onUse={() => use(template)}
            />
          ))}
        </div>
      )}
      <SaveTemplate unsaved={unsaved} />
    </Stack>
  );
}

function Card(props: { template: WorkflowTemplate; disabled: boolean; onUse: () => void }) {
  const { template } = props;
  const { data: me } = useMe();
  const remove = useDeleteTemplate();
  return (
    <div className={classes.template}>
      <UnstyledButton w="100%" onClick={props.onUse} disabled={props.disabled}>
        <div className={classes.templatePicture} aria-hidden>
          {inWorkflowOrder(drawnStages(template.stages)).map((stage, index) => (
            <Fragment key={stage.id}>
              {index > 0 && <span className={classes.templateWay} />}
              <StageIcon type={stage.type} />
            </Fragment>
          ))}
        </div>
        <Text size="sm" fw={600} mt={10}>
          {template.name}
        </Text>
        <Text size="xs" c="dimmed">
          {template.description || (template.builtIn ? '' : 'Saved by your organization')}
        </Text>
      </UnstyledButton>
      {!template.builtIn && administers(me?.organizationRole) && (
        <ActionIcon
          className={classes.templateDelete}
          size="sm"
          variant="subtle"
          color="gray"
          aria-label={`Delete the template ${template.name}`}
          loading={remove.isPending}
          onClick={() => remove.mutate(template._id, { onError: toast.failed })}
        >
          <IconTrash size={13} />
        </ActionIcon>
      )}
    </div>
  );
}

/** Keeps the saved workflow for other projects of the organization. */
function SaveTemplate({ unsaved }: { unsaved: boolean }) {
  const { id } = useCurrentProject();
  const [name, setName] = useState('');
  const [description, setDescription] = useState('');
  const save = useSaveTemplate(id);
  return (
    <form
      className={classes.section}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(
          { name: name.trim(), description: description.trim() },
          {
            onSuccess: () => {
              toast.done(`Template “${name.trim()}” saved for the organization`);
              setName('');
              setDescription('');
            },
            onError: toast.failed,
          },
        );
      }}
    >
      <Text size="sm" fw={600}>
        Save this workflow as a template
      </Text>
      <Text size="xs" c="dimmed" mb="xs">
        {unsaved
          ? 'Save your changes first: a template is made of the saved workflow.'
          : 'For all projects of the organization, without secrets. One of the same name is replaced.'}
      </Text>
      <Group gap="xs" align="flex-end" wrap="nowrap">
        <TextInput
          label="Name"
          value={name}
          disabled={unsaved}
          onChange={(event) => setName(event.currentTarget.value)}
          flex={1}
        />
        <TextInput
          label="Description"
          value={description}
          disabled={unsaved}
          onChange={(event) => setDescription(event.currentTarget.value)}
          flex={2}
        />
        <Button
          type="submit"
          variant="default"
          disabled={unsaved || name.trim() === ''}
          loading={save.isPending}
        >
          Save template
        </Button>
      </Group>
    </form>
  );
}
