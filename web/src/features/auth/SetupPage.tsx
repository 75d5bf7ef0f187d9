import { Alert, Anchor, Button, Code, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { messageOf } from '@/api/client';
import { useSetupState, useSetUp } from '@/api/session';
import { BlockSkeleton, ErrorState } from '@/ui/states';
import { AuthFrame } from './AuthFrame';
import { fieldFaults, passwordFault } from './faults';

/** The first visitor makes the owner and the organization, with the token the server printed. */
export function SetupPage() {
  const setup = useSetupState();
  if (setup.isPending) {
    return (
      <AuthFrame title="Set up Kalem">
        <BlockSkeleton />
      </AuthFrame>
    );
  }
  if (setup.isError) {
    return <ErrorState error={setup.error} onRetry={() => void setup.refetch()} />;
  }
  if (!setup.data.needed) {
    return (
      <AuthFrame title="Kalem is set up" lead="This was done before; there is nothing to set up.">
        <Button component={Link} to="/sign-in" fullWidth>
          Sign in
        </Button>
      </AuthFrame>
    );
  }
  return <SetupForm />;
}

function SetupForm() {
  const [params] = useSearchParams();
  const navigate = useNavigate();
  const setUp = useSetUp();
  const linkToken = params.get('token') ?? '';
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { token: linkToken, organization: '', name: '', email: '', password: '' },
    validate: {
      token: (value) => (value.trim() ? null : 'Paste the token from the server log'),
      organization: (value) => (value.trim() ? null : 'Name your organization'),
      name: (value) => (value.trim() ? null : 'Enter your name'),
      email: (value) => (value.includes('@') ? null : 'Enter your e-mail address'),
      password: passwordFault,
    },
  });
  return (
    <AuthFrame
      title="Set up Kalem"
      lead="You become the owner of the first organization. Everything can be changed later."
    >
      <form
        noValidate
        onSubmit={form.onSubmit((values) =>
          setUp.mutate(values, {
            onSuccess: () => void navigate('/projects', { replace: true }),
            onError: (error) => form.setErrors(fieldFaults(error) ?? {}),
          }),
        )}
      >
        <Stack gap="sm">
          {setUp.isError && (
            <Alert color="red" role="alert" p="xs">
              {messageOf(setUp.error)}
            </Alert>
          )}
          {!linkToken && (
            <TextInput
              label="Set-up token"
              description={
                <>
                  Printed by the server at its start, as a link to <Code>/setup?token=…</Code>
                </>
              }
              autoComplete="off"
              key={form.key('token')}
              {...form.getInputProps('token')}
            />
          )}
          <TextInput
            label="Organization"
            autoComplete="organization"
            data-autofocus
            key={form.key('organization')}
            {...form.getInputProps('organization')}
          />
          <TextInput
            label="Your name"
            autoComplete="name"
            key={form.key('name')}
            {...form.getInputProps('name')}
          />
          <TextInput
            label="E-mail"
            type="email"
            autoComplete="username"
            key={form.key('email')}
            {...form.getInputProps('email')}
          />
          <PasswordInput
            label="Password"
            description="At least 10 characters"
            autoComplete="new-password"
            key={form.key('password')}
            {...form.getInputProps('password')}
          />
          <Button type="submit" loading={setUp.isPending} mt={4} fullWidth>
            Create organization
          </Button>
          <Text size="xs" c="dimmed" ta="center">
            Already set up?{' '}
            <Anchor component={Link} to="/sign-in" size="xs" underline="always">
              Sign in
            </Anchor>
          </Text>
        </Stack>
      </form>
    </AuthFrame>
  );
}
