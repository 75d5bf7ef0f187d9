import { Alert, Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { Navigate, useNavigate, useSearchParams } from 'react-router';
import { messageOf } from '@/api/client';
import { useSetupState, useSignIn } from '@/api/session';
import { AuthFrame } from './AuthFrame';

/** Only addresses of this application, so that a link cannot send the user elsewhere. */
function safeNext(next: string | null): string {
  return next?.startsWith('/') && !next.startsWith('//') && !next.includes('\\')
    ? next
    : '/projects';
}

/** Sign in with e-mail and password, then back to where the user came from. */
export function SignInPage() {
  const [params] = useSearchParams();
  const navigate = useNavigate();
  const setup = useSetupState();
  const signIn = useSignIn();
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { email: '', password: '' },
    validate: {
      email: (value) => (value.includes('@') ? null : 'Enter your e-mail address'),
      password: (value) => (value ? null : 'Enter your password'),
    },
  });

  if (setup.data?.needed) {
    return <Navigate to="/setup" replace />;
  }
  return (
    <AuthFrame title="Sign in">
      <form
        noValidate
        onSubmit={form.onSubmit((values) =>
          signIn.mutate(values, {
            onSuccess: () => void navigate(safeNext(params.get('next')), { replace: true }),
          }),
        )}
      >
        <Stack gap="sm">
          {signIn.isError && (
            <Alert color="red" role="alert" p="xs">
              {messageOf(signIn.error)}
            </Alert>
          )}
          <TextInput
            label="E-mail"
            type="email"
            autoComplete="username"
            data-autofocus
            key={form.key('email')}
            {...form.getInputProps('email')}
          />
          <PasswordInput
            label="Password"
            autoComplete="current-password"
            key={form.key('password')}
            {...form.getInputProps('password')}
          />
          <Button type="submit" loading={signIn.isPending} mt={4} fullWidth>
            Sign in
          </Button>
        </Stack>
      </form>
    </AuthFrame>
  );
}
