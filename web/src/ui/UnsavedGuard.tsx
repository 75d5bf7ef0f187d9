import { Button, Group, Modal, Text } from '@mantine/core';
import { useEffect } from 'react';
import { useBlocker } from 'react-router';

/** Asks before unsaved changes are left behind, also when the window closes. */
export function UnsavedGuard({ when, onSave }: { when: boolean; onSave?: () => Promise<boolean> }) {
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      when && currentLocation.pathname !== nextLocation.pathname,
  );
  useEffect(() => {
    if (!when) {
      return undefined;
    }
    const onBeforeUnload = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', onBeforeUnload);
    return () => window.removeEventListener('beforeunload', onBeforeUnload);
  }, [when]);

  return (
    <Modal
      opened={blocker.state === 'blocked'}
      onClose={() => blocker.reset?.()}
      title="Leave with unsaved changes?"
      size="sm"
    >
      <Text mb="md">The changes on this page are not saved yet and would be lost.</Text>
      <Group justify="flex-end" gap="xs">
        <Button variant="subtle" color="red" onClick={() => blocker.proceed?.()}>
          Discard and leave
        </Button>
        <Button variant="default" onClick={() => blocker.reset?.()}>
          Stay
        </Button>
        {onSave && (
          <Button
            onClick={() =>
              void onSave().then((saved) => (saved ? blocker.proceed?.() : blocker.reset?.()))
            }
          >
            Save and leave
          </Button>
        )}
      </Group>
    </Modal>
  );
}
