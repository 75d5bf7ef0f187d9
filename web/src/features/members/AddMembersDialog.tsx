import { Alert, Button, Group, Modal, MultiSelect, NativeSelect, Stack } from '@mantine/core';
import { useState } from 'react';
import { messageOf } from '@/api/client';
import { useOrganizationUsers } from '@/api/organization';
import { useAssignMembers } from '@/api/projects';
import { grantableRoles } from '@/api/rights';
import { useMe } from '@/api/session';
import type { ProjectRole } from '@/api/types';
import { useCurrentProject } from '@/features/project';
import { count } from '@/ui/format';
import { toast } from '@/ui/toast';

/** Adds people of the organization to the project. */
export function AddMembersDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { project, id } = useCurrentProject();
  const me = useMe();
  const users = useOrganizationUsers(opened ? me.data?.organization._id : undefined, {
    page: 1,
    limit: 1000,
  });
  const [chosen, setChosen] = useState<string[]>([]);
  const [role, setRole] = useState<ProjectRole>('Labeler');
  const assign = useAssignMembers(id);
  const present = new Set(project.assignedTo.map((member) => member.assignee));
  const candidates = (users.data?.users ?? []).filter((user) => !present.has(user.email));

  return (
    <Modal opened={opened} onClose={onClose} title="Add members">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          assign.mutate(
            { assignees: chosen, role },
            {
              onSuccess: () => {
                toast.done(`${count(chosen.length, 'member')} added as ${role}`);
                onClose();
              },
            },
          );
        }}
      >
        <Stack gap="sm">
          {(assign.isError || users.isError) && (
            <Alert color="red" role="alert">
              {messageOf(assign.error ?? users.error)}
            </Alert>
          )}
          <MultiSelect
            label="People"
            description={
              users.data && candidates.length === 0
                ? 'Everybody of the organization is in the project already'
                : 'People of your organization who are not in the project yet'
            }
            data-autofocus
            searchable
            hidePickedOptions
            limit={100}
            placeholder={chosen.length === 0 ? 'Search by name or e-mail' : undefined}
            data={candidates.map((user) => ({
              value: user.email,
              label: user.name ? `${user.name} (${user.email})` : user.email,
            }))}
            value={chosen}
            onChange={setChosen}
            disabled={users.isPending}
            nothingFoundMessage="Nobody matches"
          />
          <NativeSelect
            label="Role"
            value={role}
            data={grantableRoles(project.role)}
            onChange={(event) => setRole(event.currentTarget.value as ProjectRole)}
          />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" disabled={chosen.length === 0} loading={assign.isPending}>
              {chosen.length > 1 ? `Add ${chosen.length} members` : 'Add member'}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
