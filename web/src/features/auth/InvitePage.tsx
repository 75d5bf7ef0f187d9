import { Alert, Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { Link, useNavigate, useParams } from 'react-router';
import { ApiError, messageOf } from '@/api/client';
import { useAcceptInvite, useInvitePreview } from '@/api/session';
import type { InvitePreview } from '@/api/types';
import { BlockSkeleton, ErrorState } from '@/ui/states';
import { AuthFrame } from './AuthFrame';
import { fieldFaults, passwordFault } from './faults';

/** Accepts an invitation: a new account, or the password of the account that exists. */
export function InvitePage() {
  const { token = '' } = useParams();
  const invite = useInvitePreview(token);
  if (invite.isPending) {
    return (
      <AuthFrame title="Invitation">
        <BlockSkeleton />
      </AuthFrame>
    );
  }
  if (invite.isError) {
    const gone = invite.error instanceof ApiError && invite.error.status === 404;
    return gone ? (
      <AuthFrame
        title="This invitation is no longer valid"
        lead="It was used, withdrawn or has expired. Ask the person who invited you for a new link."
      >
        <Button component={Link} to="/sign-in" variant="default" fullWidth>
          Go to sign in
        </Button>
      </AuthFrame>
    ) : (
      <ErrorState error={invite.error} onRetry={() => void invite.refetch()} />
    );
  }
  return <InviteForm token={token} invite={invite.data} />;
}

function InviteForm({ token, invite }: { token: string; invite: InvitePreview }) {
  const navigate = useNavigate();
  const accept = useAcceptInvite(token);
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { name: '', password: '' },
    validate: {
      name: (value) => (invite.accountExists || value.trim() ? null : 'Enter your name'),
      password: (value) =>
        invite.accountExists ? (value ? null : 'Enter your password') : passwordFault(value),
    },
  });
  return (
    <AuthFrame
      title={`Join ${invite.organization}`}
      lead={
        invite.accountExists
          ? 'You already have an account with this address. Confirm with its password.'
          : 'Choose a name and a password to start.'
      }
    >
      <form
        noValidate
        onSubmit={form.onSubmit((values) =>
          accept.mutate(invite.accountExists ? { password: values.password } : values, {
            onSuccess: () => void navigate('/projects', { replace: true }),
            onError: (error) => form.setErrors(fieldFaults(error) ?? {}),
          }),
        )}
      >
        <Stack gap="sm">
          {accept.isError && (
            <Alert color="red" role="alert" p="xs">
              {messageOf(accept.error)}
            </Alert>
          )}
          <TextInput label="E-mail" value={invite.email} readOnly autoComplete="username" />
          {!invite.accountExists && (
            <TextInput
              label="Your name"
              autoComplete="name"
              data-autofocus
              key={form.key('name')}
              {...form.getInputProps('name')}
            />
          )}
          <PasswordInput
            label="Password"
            description={invite.accountExists ? undefined : 'At least 10 characters'}
            autoComplete={invite.accountExists ? 'current-password' : 'new-password'}
            key={form.key('password')}
            {...form.getInputProps('password')}
          />
          <Button type="submit" loading={accept.isPending} mt={4} fullWidth>
            Join {invite.organization}
          </Button>
        </Stack>
      </form>
    </AuthFrame>
  );
}
