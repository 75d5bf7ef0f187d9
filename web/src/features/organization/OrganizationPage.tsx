import { ActionIcon, Button, Menu, NativeSelect, Title, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconDots, IconLink, IconTrash, IconUserPlus } from '@tabler/icons-react';
import {
  useChangeOrganizationRole,
  useDeleteInvite,
  useInvites,
  useOrganizationUsers,
} from '@/api/organization';
import { administers } from '@/api/rights';
import { useMe } from '@/api/session';
import type { Invite, Me, OrganizationRole, OrganizationUser } from '@/api/types';
import { Person, RelativeTime } from '@/ui/bits';
import { DataTable, type Column } from '@/ui/DataTable';
import { PageHead, Toolbar } from '@/ui/Page';
import { Pager } from '@/ui/Pager';
import { SearchInput } from '@/ui/SearchInput';
import { ErrorState, RowsSkeleton } from '@/ui/states';
import { toast } from '@/ui/toast';
import { numberParam, useSearchState } from '@/ui/useSearchState';
import { InviteDialog, inviteLink } from './InviteDialog';
import classes from './Organization.module.css';
import { OrganizationViews } from './OrganizationViews';
import { RemoveUserDialog, useRemovedUser } from './RemoveUserDialog';

const ROLES: Record<OrganizationRole, string> = {
  owner: 'Owner',
  admin: 'Admin',
  member: 'Member',
};

const isOwner = (user: OrganizationUser) =>
  user.owner === true || user.organizationRole === 'owner';

/** People of the organization and pending invitations. */
export function OrganizationPage() {
  const me = useMe();
  return me.data ? <Organization me={me.data} /> : <RowsSkeleton />;
}

function Organization({ me }: { me: Me }) {
  const { params, patch } = useSearchState();
  const [inviting, { open, close }] = useDisclosure(false);
  const admin = administers(me.organizationRole);
  const organizationId = me.organization._id;
  const page = numberParam(params, 'page', 1);
  const limit = numberParam(params, 'limit', 50);
  const search = params.get('search') ?? '';
  const users = useOrganizationUsers(organizationId, { page, limit, search });
  const removed = useRemovedUser();
  const columns = useUserColumns(me, admin, removed.ask);

  return (
    <>
      <PageHead
        title={me.organization.name}
        tools={
          <SearchInput
            label="Search people"
            placeholder="Search by name or e-mail"
            value={search}
            onSearch={(value) => patch({ search: value }, true)}
          />
        }
        actions={
          admin && (
            <Button leftSection={<IconUserPlus size={15} />} onClick={open}>
              Invite people
            </Button>
          )
        }
      />
      {admin && <OrganizationViews value="people" />}
      {users.isPending && <RowsSkeleton />}
      {users.isError && <ErrorState error={users.error} onRetry={() => void users.refetch()} />}
      {users.data && users.data.users.length === 0 && (
        <Toolbar>
          <Text c="dimmed">Nobody matches “{search}”.</Text>
        </Toolbar>
      )}
      {users.data && users.data.users.length > 0 && (
        <>
          <DataTable
            label="Members of the organization"
            columns={columns}
            rows={users.data.users}
            rowKey={(user) => user._id}
            stale={users.isPlaceholderData}
          />
          <Pager
            page={page}
            limit={limit}
            total={users.data.total}
            onPage={(next) => patch({ page: next })}
          />
        </>
      )}
      {admin && <Invitations organizationId={organizationId} />}
      <InviteDialog
        organizationId={organizationId}
        opened={inviting}
        onClose={close}
        key={String(inviting)}
      />
      <RemoveUserDialog
        organizationId={organizationId}
        user={removed.user}
        onClose={removed.close}
      />
    </>
  );
}

function useUserColumns(
  me: Me,
  admin: boolean,
  onRemove: (user: OrganizationUser) => void,
): Column<OrganizationUser>[] {
  const changeRole = useChangeOrganizationRole(me.organization._id);
  const setRole = (user: OrganizationUser, organizationRole: OrganizationRole) =>
    changeRole.mutate(
      { email: user.email, organizationRole },
      {
        onSuccess: ({ users }) => {
          const refused = users.results?.find((result) => result.status !== 'updated');
          if (users.updated > 0) {
            toast.done(`${user.name || user.email} is now ${organizationRole}`, () =>
              changeRole.mutate({ email: user.email, organizationRole: user.organizationRole }),
            );
          } else {
            toast.failed(new Error(`The role was not changed: ${refused?.status ?? 'refused'}.`));
          }
        },
        onError: toast.failed,
      },
    );
  const editable = (user: OrganizationUser) => admin && !isOwner(user) && user.email !== me.email;
  return [
    {
      key: 'name',
      title: 'Name',
      cell: (user) => <Person name={user.name} email={user.email} />,
    },
    { key: 'email', title: 'E-mail', cell: (user) => user.email },
    {
      key: 'role',
      title: 'Role',
      width: 130,
      cell: (user) =>
        editable(user) ? (
          <NativeSelect
            size="xs"
            variant="unstyled"
            aria-label={`Role of ${user.email}`}
            value={user.organizationRole}
            data={[
              { value: 'member', label: 'Member' },
              { value: 'admin', label: 'Admin' },
            ]}
            onChange={(event) => setRole(user, event.currentTarget.value as OrganizationRole)}
          />
        ) : (
          ROLES[isOwner(user) ? 'owner' : user.organizationRole]
        ),
    },
    {
      key: 'active',
      title: 'Last active',
      width: 120,
      cell: (user) => <RelativeTime at={user.lastActiveAt} />,
    },
    {
      key: 'joined',
      title: 'Joined',
      width: 120,
      cell: (user) => <RelativeTime at={user.createdAt} />,
    },
    ...(admin
      ? [
          {
            key: 'menu',
            title: '',
            fit: true,
            align: 'right' as const,
            cell: (user: OrganizationUser) =>
              editable(user) && (
                <Menu position="bottom-end">
                  <Menu.Target>
                    <ActionIcon
                      variant="subtle"
                      color="gray"
                      size="sm"
                      aria-label={`Actions for ${user.email}`}
                    >
                      <IconDots size={16} />
                    </ActionIcon>
                  </Menu.Target>
                  <Menu.Dropdown>
                    <Menu.Item
                      color="red"
                      leftSection={<IconTrash size={15} />}
                      onClick={() => onRemove(user)}
                    >
                      Remove from organization
                    </Menu.Item>
                  </Menu.Dropdown>
                </Menu>
              ),
          },
        ]
      : []),
  ];
}

function Invitations({ organizationId }: { organizationId: string }) {
  const invites = useInvites(organizationId);
  const withdraw = useDeleteInvite(organizationId);
  const columns: Column<Invite>[] = [
    { key: 'to', title: 'E-mail', cell: (invite) => invite.to },
    { key: 'role', title: 'Role', width: 110, cell: (invite) => ROLES[invite.organizationRole] },
    { key: 'by', title: 'Invited by', cell: (invite) => invite.createdBy ?? '–' },
    {
      key: 'expires',
      title: 'Expires',
      width: 120,
      cell: (invite) => <RelativeTime at={invite.expiresAt} />,
    },
    {
      key: 'actions',
      title: '',
      fit: true,
      align: 'right',
      cell: (invite) => {
        const link = inviteLink(invite);
        return (
          <>
            {link && (
              <Button
                size="xs"
                variant="subtle"
                leftSection={<IconLink size={14} />}
                onClick={() =>
                  void navigator.clipboard
                    .writeText(link)
                    .then(() => toast.done('Invitation link copied'))
                }
              >
                Copy link
              </Button>
            )}
            <Button
              size="xs"
              variant="subtle"
              color="gray"
              onClick={() =>
                withdraw.mutate(invite._id, {
                  onSuccess: () => toast.done(`Invitation of ${invite.to} withdrawn`),
                  onError: toast.failed,
                })
              }
            >
              Withdraw
            </Button>
          </>
        );
      },
    },
  ];
  if (!invites.data || invites.data.invites.length === 0) {
    return null;
  }
  return (
    <section>
      <Title order={2} className={classes.heading}>
        Pending invitations
      </Title>
      <DataTable
        label="Pending invitations"
        columns={columns}
        rows={invites.data.invites}
        rowKey={(invite) => invite._id}
      />
    </section>
  );
}
