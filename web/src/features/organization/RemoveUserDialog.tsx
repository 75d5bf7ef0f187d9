import { useState } from 'react';
import { useRemoveOrganizationUser } from '@/api/organization';
import type { OrganizationUser } from '@/api/types';
import { ConfirmDialog } from '@/ui/ConfirmDialog';
import { toast } from '@/ui/toast';

/** Which user is about to be removed. */
export function useRemovedUser() {
  const [user, setUser] = useState<OrganizationUser>();
  return { user, ask: setUser, close: () => setUser(undefined) };
}

/** Confirms the removal of a user from the organization. */
export function RemoveUserDialog(props: {
  organizationId: string;
  user: OrganizationUser | undefined;
  onClose: () => void;
}) {
  const { user, onClose } = props;
  const remove = useRemoveOrganizationUser(props.organizationId);
  if (!user) {
    return null;
  }
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={`Remove ${user.name || user.email}?`}
      typed={user.email}
      action="Remove from organization"
      loading={remove.isPending}
      error={remove.error}
      onConfirm={() =>
        remove.mutate(user.email, {
          onSuccess: () => {
            onClose();
            toast.done(`${user.name || user.email} removed`);
          },
        })
      }
    >
      They leave all projects, their API key stops working and their open tasks become unassigned.
      Finished work stays. To come back they must be invited again.
    </ConfirmDialog>
  );
}
