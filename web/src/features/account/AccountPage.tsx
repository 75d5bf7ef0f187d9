import {
  Alert,
  Button,
  Code,
  Group,
  PasswordInput,
  SegmentedControl,
  Skeleton,
  Text,
  TextInput,
  useMantineColorScheme,
} from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { ApiError, messageOf } from '@/api/client';
import { useApiKey, useChangePassword, useCreateApiKey, useMe, useRename } from '@/api/session';
import { Copy, RelativeTime } from '@/ui/bits';
import { PageHead, Section, Sections } from '@/ui/Page';
import { toast } from '@/ui/toast';

/** The signed-in user's own page: profile, password, API key, theme. */
export function AccountPage() {
  return (
    <>
      <PageHead title="Account" />
      <Sections>
        <ProfileSection />
        <PasswordSection />
        <ApiKeySection />
        <ThemeSection />
      </Sections>
    </>
  );
}

function ProfileSection() {
  const me = useMe();
  const rename = useRename();
  const [name, setName] = useState<string>();
  if (!me.data) {
    return null;
  }
  const current = name ?? me.data.name;
  const changed = current.trim() !== me.data.name && current.trim() !== '';
  return (
    <Section title="Profile" description="Your name as others see it beside your work.">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          rename.mutate(current.trim(), {
            onSuccess: () => toast.done('Name saved'),
            onError: toast.failed,
          });
        }}
      >
        <TextInput
          label="Name"
          value={current}
          onChange={(event) => setName(event.currentTarget.value)}
          error={current.trim() === '' ? 'A name is needed' : undefined}
          autoComplete="name"
        />
        <TextInput label="E-mail" value={me.data.email} readOnly mt="sm" />
        <Group justify="flex-end" mt="sm">
          <Button type="submit" disabled={!changed} loading={rename.isPending}>
            Save name
          </Button>
        </Group>
      </form>
    </Section>
  );
}

function PasswordSection() {
  const change = useChangePassword();
  const form = useForm({
    mode: 'controlled',
    initialValues: { currentPassword: '', newPassword: '' },
    validate: {
      currentPassword: (value) => (value ? null : 'Enter your current password'),
      newPassword: (value) => (value.length < 10 ? 'Use at least 10 characters' : null),
    },
  });
  return (
    <Section title="Password" description="At least 10 characters.">
      <form
        noValidate
        onSubmit={form.onSubmit((values) =>
          change.mutate(values, {
            onSuccess: () => {
              form.reset();
              toast.done('Password changed');
            },
            onError: (error) => {
              if (error instanceof ApiError && error.code === 'invalid-credentials') {
                form.setErrors({ currentPassword: 'This is not your current password' });
              } else {
                form.setErrors({ newPassword: messageOf(error) });
              }
            },
          }),
        )}
      >
        <PasswordInput
          label="Current password"
          autoComplete="current-password"
          {...form.getInputProps('currentPassword')}
        />
        <PasswordInput
          label="New password"
          autoComplete="new-password"
          mt="sm"
          {...form.getInputProps('newPassword')}
        />
        <Group justify="flex-end" mt="sm">
          <Button type="submit" variant="default" loading={change.isPending}>
            Change password
          </Button>
        </Group>
      </form>
    </Section>
  );
}

function ApiKeySection() {
  const key = useApiKey();
  const create = useCreateApiKey();
  const description = (
    <>
      For scripts and the Python client, sent as the header <Code>apikey</Code>. A new key replaces
      the old one at once.
    </>
  );
  return (
    <Section title="API key" description={description}>
      {key.isPending && <Skeleton height={36} aria-label="Loading" />}
      {key.isError && (
        <Alert color="red" role="alert">
          {messageOf(key.error)}
        </Alert>
      )}
      {create.data && (
        <Alert color="green" title="Copy the key now, it is shown only once" role="status">
          <Group gap="xs" wrap="nowrap">
            <Code flex={1} fz="sm" data-testid="api-key">
              {create.data}
            </Code>
            <Copy value={create.data} label="Copy API key" />
          </Group>
        </Alert>
      )}
      {key.data && !create.data && (
        <Text size="sm">
          <span className="mono">{key.data.prefix}…</span>{' '}
          <Text span c="dimmed">
            made <RelativeTime at={key.data.createdAt} />, last used{' '}
            {key.data.lastUsedAt ? <RelativeTime at={key.data.lastUsedAt} /> : 'never'}
          </Text>
        </Text>
      )}
      {key.data === null && !create.data && <Text c="dimmed">You have no API key yet.</Text>}
      <Group justify="flex-end">
        <Button
          variant="default"
          loading={create.isPending}
          onClick={() => create.mutate(undefined, { onError: toast.failed })}
        >
          {key.data ? 'Replace API key' : 'Create API key'}
        </Button>
      </Group>
    </Section>
  );
}

function ThemeSection() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Section title="Theme" description="Kept in this browser.">
      <SegmentedControl
        aria-label="Theme"
        value={colorScheme}
        onChange={(value) => setColorScheme(value)}
        data={[
          { value: 'auto', label: 'Follow the system' },
          { value: 'light', label: 'Light' },
          { value: 'dark', label: 'Dark' },
        ]}
      />
    </Section>
  );
}
