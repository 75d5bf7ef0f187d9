import { useRouteError } from 'react-router';
import { ErrorState } from '@/ui/states';

/** The error boundary of the pages: shows what broke and offers to load the page again. */
export function RouteError() {
  const error = useRouteError();
  return <ErrorState error={error} onRetry={() => window.location.reload()} />;
}
