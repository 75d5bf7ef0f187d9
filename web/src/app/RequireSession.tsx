import { Skeleton, Stack } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Navigate, Outlet, useLocation } from 'react-router';
import { SIGNED_OUT_EVENT } from '@/api/client';
import { useMe, useSetupState } from '@/api/session';
import { ErrorState } from '@/ui/states';

/** Shows the pages behind it to signed-in users; others go to the sign-in page and come back. */
export function RequireSession() {
  const me = useMe();
  const client = useQueryClient();
  const location = useLocation();
  const signedOut = me.data === null;
  const setup = useSetupState();
  const [wasSignedIn, setWasSignedIn] = useState(false);
  if (me.data && !wasSignedIn) {
    setWasSignedIn(true);
  }

  useEffect(() => {
    const onSignedOut = () => client.setQueryData(['me'], null);
    window.addEventListener(SIGNED_OUT_EVENT, onSignedOut);
    return () => window.removeEventListener(SIGNED_OUT_EVENT, onSignedOut);
  }, [client]);

  // An open editor holds unsaved work and asks to sign in again in place; it is never taken away.
  if (signedOut && wasSignedIn && location.pathname.startsWith('/tasks/')) {
    return <Outlet />;
  }
  if (me.isError) {
    return <ErrorState error={me.error} onRetry={() => void me.refetch()} />;
  }
  if (signedOut && setup.data?.needed) {
    return <Navigate to="/setup" replace />;
  }
  if (signedOut && !setup.isPending) {
    const next = location.pathname + location.search;
    return <Navigate to={`/sign-in?next=${encodeURIComponent(next)}`} replace />;
  }
  if (!me.data) {
    return (
      <Stack p="xl" gap="md" aria-busy aria-label="Loading" role="status">
        <Skeleton height={20} width={220} />
        <Skeleton height={12} width="60%" />
        <Skeleton height={12} width="48%" />
      </Stack>
    );
  }
  return <Outlet />;
}
