import { Alert, Button, Text } from '@mantine/core';

/** Somebody else was faster: their version can be loaded, or the own one kept to copy from. */
export function StaleNotice({ onReload }: { onReload: () => void }) {
  return (
    <Alert color="yellow" role="alert" m="sm" title="Somebody else saved a newer version">
      <Text size="sm" mb="xs">
        Your changes are still here but were not saved. Loading the newer version discards them.
      </Text>
      <Button size="xs" variant="default" onClick={onReload}>
        Load the newer version
      </Button>
    </Alert>
  );
}
