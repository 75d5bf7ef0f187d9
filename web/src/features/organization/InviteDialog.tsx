import { Alert, Button, Group, Modal, NativeSelect, Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { messageOf } from '@/api/client';
import { useCreateInvites } from '@/api/organization';
import type { Invite, OrganizationRole, ProjectRole } from '@/api/types';
import { Copy } from '@/ui/bits';
import { parseEmails } from '@/ui/emails';
import { count } from '@/ui/format';
import classes from './Organization.module.css';

export interface InviteDialogProps {
  organizationId: string;
  opened: boolean;
  onClose: () => void;
  /** Invites into this project too, with a role of these. */
  project?: { id: string; roles: ProjectRole[] };
}

/** The address to send: the server's link, or ours made of the token. */
export function inviteLink(invite: Invite): string | undefined {
  return (
    invite.url ?? (invite.token ? `${window.location.origin}/invites/${invite.token}` : undefined)
  );
}

/** Invites people by e-mail; afterwards shows each link to copy. */
export function InviteDialog(props: InviteDialogProps) {
  return (
    <Modal
      opened={props.opened}
      onClose={props.onClose}
      title={props.project ? 'Invite to the project' : 'Invite to the organization'}
    >
      <InviteForm {...props} />
    </Modal>
  );
}

function InviteForm({ organizationId, onClose, project }: InviteDialogProps) {
  const [text, setText] = useState('');
  const [role, setRole] = useState<OrganizationRole>('member');
  const [projectRole, setProjectRole] = useState<ProjectRole>('Labeler');
  const invite = useCreateInvites(organizationId);
  const { valid, invalid } = parseEmails(text);

  if (invite.data) {
    return <InviteResult {...invite.data} onClose={onClose} />;
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        invite.mutate({
          to: valid,
          organizationRole: role,
          projectAssignments: project ? [{ projectId: project.id, projectRole }] : undefined,
        });
      }}
    >
      <Stack gap="sm">
        {invite.isError && (
          <Alert color="red" role="alert">
            {messageOf(invite.error)}
          </Alert>
        )}
        <Textarea
          label="E-mail addresses"
          description="One or many; commas or line breaks between them"
          autosize
          minRows={3}
          maxRows={8}
          data-autofocus
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          error={
            invalid.length > 0 ? `Not an address: ${invalid.slice(0, 3).join(', ')}` : undefined
          }
        />
        {project ? (
          <NativeSelect
            label="Role in the project"
            description="People new to the organization join it as members"
            value={projectRole}
            data={project.roles}
            onChange={(event) => setProjectRole(event.currentTarget.value as ProjectRole)}
          />
        ) : (
          <NativeSelect
            label="Role in the organization"
            value={role}
            data={[
              { value: 'member', label: 'Member: sees the projects they are added to' },
              { value: 'admin', label: 'Admin: manages everything' },
            ]}
            onChange={(event) => setRole(event.currentTarget.value as OrganizationRole)}
          />
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button
            type="submit"
            loading={invite.isPending}
            disabled={valid.length === 0 || invalid.length > 0}
          >
            {valid.length > 1 ? `Invite ${valid.length} people` : 'Invite'}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function InviteResult(props: {
  invites: Invite[];
  skipped?: { email: string; reason: string }[];
  onClose: () => void;
}) {
  const { invites, skipped = [], onClose } = props;
  return (
    <Stack gap="sm">
      {invites.length > 0 && (
        <Text>
          {count(invites.length, 'invitation')} made, valid for 7 days. Send the links to people who
          get no e-mail from this server.
        </Text>
      )}
      <ul className={classes.links}>
        {invites.map((invite) => {
          const link = inviteLink(invite);
          return (
            <li key={invite._id}>
              <span className="truncate" title={invite.to}>
                {invite.to}
              </span>
              {link && (
                <>
                  <span className={classes.link} title={link}>
                    {link}
                  </span>
                  <Copy value={link} label={`Copy invitation link for ${invite.to}`} />
                </>
              )}
            </li>
          );
        })}
      </ul>
      {skipped.length > 0 && (
        <Alert color="yellow" title={`${count(skipped.length, 'address', 'addresses')} skipped`}>
          {skipped.map((each) => (
            <div key={each.email}>
              {each.email}: {each.reason === 'already-member' ? 'already a member' : each.reason}
            </div>
          ))}
        </Alert>
      )}
      <Group justify="flex-end">
        <Button onClick={onClose} data-autofocus>
          Done
        </Button>
      </Group>
    </Stack>
  );
}
