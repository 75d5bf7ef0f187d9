import { Alert, Anchor, Button, Group, Switch, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useState } from 'react';
import { ApiError, messageOf } from '@/api/client';
import { useSaveValidation, type ValidationSettings } from '@/api/validation';
import { useCurrentProject } from '@/features/project';
import { CodeArea } from '@/ui/CodeArea';
import { Section } from '@/ui/Page';
import { toast } from '@/ui/toast';
import { ExternalFields } from './ExternalFields';
import { SettingsForm } from './SettingsForm';
import { SettingsFrame } from './SettingsFrame';
import { ValidateDialog } from './ValidateDialog';
import { changedSettings, EXAMPLE, validationFaults, validationOf } from './validation';
import classes from './Settings.module.css';

/** What the project itself asks of labels before they are saved. */
export function ValidationPage() {
  const { project, id, may } = useCurrentProject();
  const saved = validationOf(project);
  const [changes, setChanges] = useState<Partial<ValidationSettings>>({});
  const [trying, dialog] = useDisclosure(false);
  const [tried, setTried] = useState(false);
  const save = useSaveValidation(id);
  const edits = may('editSettings');
  const values = { ...saved, ...changes };
  const faults = validationFaults(values);
  const dirty = Object.keys(changedSettings(saved, changes)).length > 0;
  const shown = tried ? faults : {};
  const set = (patch: Partial<ValidationSettings>) => {
    save.reset();
    setChanges({ ...changes, ...patch });
  };

  const submit = async (): Promise<boolean> => {
    setTried(true);
    if (Object.keys(faults).length > 0) {
      return false;
    }
    try {
      await save.mutateAsync(changedSettings(saved, changes));
      setChanges({});
      setTried(false);
      toast.done('Label validation saved');
      return true;
    } catch {
      return false;
    }
  };

  return (
    <SettingsFrame>
      <SettingsForm
        edits={edits}
        dirty={dirty}
        saving={save.isPending}
        action="Save validation"
        onSave={submit}
        onDiscard={() => {
          setChanges({});
          setTried(false);
        }}
      >
        <Section
          title="Label validation"
          description="Checks labels on save, submit and accept, and shows what is wrong beside them."
        >
          {save.isError && (
            <Alert color="red" role="alert" title="The settings were not saved">
              {messageOf(save.error)} Your changes are kept here.
              {save.error instanceof ApiError &&
                save.error.details.map((detail) => (
                  <div key={detail.message}>{detail.message}</div>
                ))}
            </Alert>
          )}
          <Switch
            label="Enable custom validation"
            description="Runs the function below"
            checked={values.customValidationEnabled}
            onChange={(event) => set({ customValidationEnabled: event.currentTarget.checked })}
          />
          <Switch
            label="Prevent submission with errors"
            description="Labels with errors cannot be saved or submitted; otherwise people see the errors and may submit anyway. Warnings never prevent."
            checked={values.preventSubmission}
            onChange={(event) => set({ preventSubmission: event.currentTarget.checked })}
          />
          <Switch
            label="Enforce on API"
            description="Also checks what scripts and plugins send with an API key"
            checked={values.enforceOnApi}
            onChange={(event) => set({ enforceOnApi: event.currentTarget.checked })}
          />
        </Section>
        <section className={classes.code} aria-label="Validation function">
          <Group justify="space-between" align="flex-end" mb={8} gap="lg" wrap="nowrap">
            <div>
              <Text fw={500}>Validation function</Text>
              <Text size="sm" c="dimmed">
                JavaScript: one function that takes the labels and a context, and returns a list of{' '}
                <span className="mono">{'{objectId, message, level}'}</span>. It has 1 second and 64
                MB, and no network.
              </Text>
            </div>
            <Group gap="sm" wrap="nowrap" flex="none">
              {edits && values.validationFunction.trim() === '' && (
                <Anchor
                  component="button"
                  type="button"
                  size="sm"
                  onClick={() => set({ validationFunction: EXAMPLE })}
                >
                  Insert an example
                </Anchor>
              )}
              {edits && (
                <Button
                  variant="default"
                  leftSection={<IconPlayerPlay size={15} />}
                  disabled={values.validationFunction.trim() === ''}
                  onClick={dialog.open}
                >
                  Validate code
                </Button>
              )}
            </Group>
          </Group>
          <CodeArea
            framed
            label="Validation function"
            height="clamp(240px, 44vh, 560px)"
            readOnly={!edits}
            value={values.validationFunction}
            onChange={(validationFunction) => set({ validationFunction })}
          />
          {shown.validationFunction && (
            <Text size="sm" c="var(--k-danger-text)" mt={6} role="alert">
              {shown.validationFunction}
            </Text>
          )}
        </section>
        <ExternalFields
          value={values.externalValidation}
          fault={shown.apiUrl}
          onChange={(externalValidation) => set({ externalValidation })}
        />
      </SettingsForm>
      {trying && <ValidateDialog code={values.validationFunction} onClose={dialog.close} />}
    </SettingsFrame>
  );
}
