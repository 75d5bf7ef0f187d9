import { MissingPicture } from './EmptyPictures';
import { EmptyState } from './states';

/** For pages that the caller's role may not see. */
export function NotAllowed({ what }: { what: string }) {
  return (
    <EmptyState picture={<MissingPicture />} title="Not part of your role">
      {what} Ask a manager of the project if you need it.
    </EmptyState>
  );
}
