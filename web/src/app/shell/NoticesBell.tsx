import { Popover, Tooltip, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconBell } from '@tabler/icons-react';
import { useUnreadNotices } from '@/api/notices';
import { NoticesPanel } from '@/features/notices';
import classes from './Shell.module.css';

/** The bell of the rail with the number of unread notices; opens the list. */
export function NoticesBell({ narrow }: { narrow: boolean }) {
  const unread = useUnreadNotices().data ?? 0;
  const [opened, { toggle, close }] = useDisclosure(false);
  const label = unread > 0 ? `Notices, ${unread} unread` : 'Notices';
  const amount = unread > 99 ? '99+' : unread;
  return (
    <Popover
      opened={opened}
      onChange={(open) => !open && close()}
      position="right-end"
      width={380}
      trapFocus
      withinPortal
    >
      <Popover.Target>
        <Tooltip label="Notices" position="right" disabled={!narrow || opened} openDelay={100}>
          <UnstyledButton
            className={classes.item}
            onClick={toggle}
            aria-label={narrow ? label : undefined}
          >
            <span className={classes.bell}>
              <IconBell size={16} stroke={1.6} />
              {narrow && unread > 0 && <span className={classes.unreadDot} />}
            </span>
            {!narrow && (
              <>
                <span className="truncate">Notices</span>
                {unread > 0 && (
                  <span className={classes.unread}>
                    {amount}
                    <span className="visually-hidden"> unread</span>
                  </span>
                )}
              </>
            )}
          </UnstyledButton>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown p={0} aria-label="Notices">
        <NoticesPanel onLeave={close} />
      </Popover.Dropdown>
    </Popover>
  );
}
