import { Button, Fieldset, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Sections } from '@/ui/Page';
import { UnsavedGuard } from '@/ui/UnsavedGuard';
import classes from './Settings.module.css';

export interface SettingsFormProps {
  /** Whether the person may change anything. */
  edits: boolean;
  dirty: boolean;
  saving: boolean;
  /** What the button that saves is called. */
  action: string;
  /** Whether the values can not be saved as they are. */
  disabled?: boolean;
  /** Tells whether everything was saved. */
  onSave: () => Promise<boolean>;
  onDiscard: () => void;
  children: ReactNode;
}

/**
 * Settings with what can be done with unsaved ones: a bar that stays at the bottom of the window, and a question before
 * they are left.
 */
export function SettingsForm(props: SettingsFormProps) {
  const { edits, dirty, saving, action, disabled, onSave, onDiscard, children } = props;
  return (
    <>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void onSave();
        }}
      >
        <Fieldset variant="unstyled" disabled={!edits}>
          <Sections>{children}</Sections>
        </Fieldset>
        {edits && dirty && (
          <div className={classes.saveBar}>
            <Text size="sm" c="dimmed" mr="auto">
              Unsaved changes
            </Text>
            <Button variant="default" onClick={onDiscard}>
              Discard
            </Button>
            <Button type="submit" loading={saving} disabled={disabled}>
              {action}
            </Button>
          </div>
        )}
      </form>
      <UnsavedGuard when={dirty} onSave={onSave} />
    </>
  );
}
