import { Button, Group, Modal, NativeSelect, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconMail, IconUserPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { ApiError } from '@/api/client';
import { useAssignMembers, useRemoveMembers } from '@/api/projects';
import { administers, grantableRoles } from '@/api/rights';
import { useMe } from '@/api/session';
import type { ProjectMember, ProjectRole } from '@/api/types';
import { InviteDialog } from '@/features/organization';
import { useCurrentProject } from '@/features/project';
import { Person } from '@/ui/bits';
import { DataTable, type Column } from '@/ui/DataTable';
import { PeoplePicture } from '@/ui/EmptyPictures';
import { count } from '@/ui/format';
import { Toolbar } from '@/ui/Page';
import { EmptyState } from '@/ui/states';
import { toast } from '@/ui/toast';
import { AddMembersDialog } from './AddMembersDialog';

const MEANING: Record<ProjectRole, string> = {
  Labeler: 'Labels own tasks',
  Reviewer: 'Labels and reviews',
  Lead: 'Manages tasks, batches and members',
  Manager: 'Manages everything in the project',
};

/** Members of the project with their roles. */
export function MembersPage() {
  const { project, id } = useCurrentProject();
  const me = useMe();
  const [adding, add] = useDisclosure(false);
  const [inviting, invite] = useDisclosure(false);
  const assign = useAssignMembers(id);
  const remove = useRemoveMembers(id);
  const roles = grantableRoles(project.role);
  const invites = administers(me.data?.organizationRole);

  const setRole = (member: ProjectMember, role: ProjectRole, undoable = true) =>
    assign.mutate(
      { assignees: [member.assignee], role },
      {
        onSuccess: () =>
          toast.done(
            `${member.name ?? member.assignee} is now ${role}`,
            undoable ? () => setRole(member, member.role, false) : undefined,
          ),
        onError: toast.failed,
      },
    );
  const [confirming, setConfirming] = useState<{ member: ProjectMember; why: string }>();
  const take = (member: ProjectMember, openStages = false) =>
    remove.mutate(
      { assignees: [member.assignee], openStages },
      {
        onSuccess: () => {
          setConfirming(undefined);
          toast.done(`${member.name ?? member.assignee} removed from the project`, () =>
            setRole(member, member.role, false),
          );
        },
        onError: (error) => {
          if (!openStages && error instanceof ApiError && error.code === 'conflict') {
            setConfirming({ member, why: error.message });
          } else {
            toast.failed(error);
          }
        },
      },
    );

  const isOwner = (member: ProjectMember) => member.assignee === project.owner;
  const editable = (member: ProjectMember) =>
    !isOwner(member) && roles.includes(member.role) && member.assignee !== me.data?.email;
  const columns: Column<ProjectMember>[] = [
    {
      key: 'member',
      title: 'Member',
      cell: (member) => <Person name={member.name} email={member.assignee} />,
    },
    {
      key: 'role',
      title: 'Role',
      width: 150,
      cell: (member) =>
        editable(member) ? (
          <NativeSelect
            size="xs"
            variant="unstyled"
            aria-label={`Role of ${member.assignee}`}
            value={member.role}
            data={roles}
            onChange={(event) => setRole(member, event.currentTarget.value as ProjectRole)}
          />
        ) : (
          `${member.role}${isOwner(member) ? ' (owner)' : ''}`
        ),
    },
    {
      key: 'meaning',
      title: 'May',
      cell: (member) => (
        <Text span size="xs" c="dimmed">
          {MEANING[member.role]}
        </Text>
      ),
    },
    {
      key: 'actions',
      title: '',
      fit: true,
      align: 'right',
      cell: (member) =>
        editable(member) && (
          <Button size="xs" variant="subtle" color="gray" onClick={() => take(member)}>
            Remove
          </Button>
        ),
    },
  ];

  const buttons = (
    <>
      {invites && (
        <Button variant="default" leftSection={<IconMail size={15} />} onClick={invite.open}>
          Invite by e-mail
        </Button>
      )}
      <Button leftSection={<IconUserPlus size={15} />} onClick={add.open}>
        Add members
      </Button>
    </>
  );
  const members = project.assignedTo;
  return (
    <>
      <Toolbar right={members.length > 0 && buttons}>
        <Text size="sm" c="dimmed">
          {count(members.length, 'member')}. Organization admins manage every project without being
          listed.
        </Text>
      </Toolbar>
      {members.length > 0 ? (
        <DataTable
          label="Members of the project"
          columns={columns}
          rows={members}
          rowKey={(member) => member.assignee}
        />
      ) : (
        <EmptyState
          picture={<PeoplePicture />}
          title="Nobody works here yet"
          action={<div style={{ display: 'flex', gap: 8 }}>{buttons}</div>}
        >
          Add people of your organization as labelers and reviewers; each is offered the tasks of
          the stages they may work on.
        </EmptyState>
      )}
      <AddMembersDialog opened={adding} onClose={add.close} key={`add-${String(adding)}`} />
      <Modal
        opened={confirming !== undefined}
        onClose={() => setConfirming(undefined)}
        title="Stages would be open to everybody"
      >
        <Text mb="md">{confirming?.why}</Text>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={() => setConfirming(undefined)}>
            Cancel
          </Button>
          <Button
            loading={remove.isPending}
            onClick={() => confirming && take(confirming.member, true)}
          >
            Remove and open the stages
          </Button>
        </Group>
      </Modal>
      {me.data && (
        <InviteDialog
          organizationId={me.data.organization._id}
          opened={inviting}
          onClose={invite.close}
          project={{ id, roles }}
          key={`invite-${String(inviting)}`}
        />
      )}
    </>
  );
}
