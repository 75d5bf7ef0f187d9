import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
import { createBrowserRouter, RouterProvider } from 'react-router';
import { ApiError } from '@/api/client';
import { routes } from './routes';
import { cssVariablesResolver, theme } from './theme';

const colorSchemeManager = localStorageColorSchemeManager({ key: 'kalem-theme' });

function makeClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 5000,
        // A refusal stays a refusal; only what may pass by itself is tried again.
        retry: (failures, error) =>
          failures < 2 &&
          (!(error instanceof ApiError) || error.status === 0 || error.status >= 502),
      },
    },
  });
}

const router = createBrowserRouter(routes);

/** The whole application: theme, server state, routes. */
export function App() {
  const [client] = useState(makeClient);
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariablesResolver}
      colorSchemeManager={colorSchemeManager}
      defaultColorScheme="auto"
    >
      <QueryClientProvider client={client}>
        <Notifications position="bottom-left" limit={4} transitionDuration={120} />
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  );
}
