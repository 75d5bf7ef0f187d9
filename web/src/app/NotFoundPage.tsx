import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { MissingPicture } from '@/ui/EmptyPictures';
import { EmptyState } from '@/ui/states';

/** For addresses that lead nowhere. */
export function NotFoundPage() {
  return (
    <EmptyState
      picture={<MissingPicture />}
      title="This page does not exist"
      action={
        <Button component={Link} to="/projects">
          Go to projects
        </Button>
      }
    >
      The address may be mistyped, or what it pointed at was deleted.
    </EmptyState>
  );
}
