import { ActionIcon, Menu, Tooltip, UnstyledButton, useMantineColorScheme } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import {
  IconBuilding,
  IconCheck,
  IconDeviceDesktop,
  IconFolders,
  IconKeyboard,
  IconLayoutSidebarLeftCollapse,
  IconLayoutSidebarLeftExpand,
  IconLogout,
  IconMoon,
  IconSearch,
  IconSun,
  IconUser,
} from '@tabler/icons-react';
import { spotlight } from '@mantine/spotlight';
import type { ReactNode } from 'react';
import { NavLink, useNavigate } from 'react-router';
import { useMe, useSignOut } from '@/api/session';
import { shortcutLabel } from '@/ui/actions';
import { Initials, Keys } from '@/ui/bits';
import { toast } from '@/ui/toast';
import { NoticesBell } from './NoticesBell';
import { openShortcuts } from './ShortcutsDialog';
import classes from './Shell.module.css';

/** The left rail: places above, help and profile below. */
export function Rail({ collapsed, onToggle }: { collapsed: boolean; onToggle: () => void }) {
  const narrowWindow = useMediaQuery('(max-width: 760px)');
  const narrow = collapsed || narrowWindow;
  const toggleLabel = collapsed ? 'Widen the side bar' : 'Narrow the side bar';
  return (
    <nav className={classes.rail} aria-label="Main">
      <div className={classes.brand}>
        {!narrow && (
          <NavLink to="/projects" className={classes.mark} aria-label="Kalem, to the projects">
            <img src="/favicon.svg" width={20} height={20} alt="" />
            Kalem
          </NavLink>
        )}
        {!narrowWindow && (
          <Tooltip label={toggleLabel}>
            <ActionIcon variant="subtle" color="gray" aria-label={toggleLabel} onClick={onToggle}>
              {collapsed ? (
                <IconLayoutSidebarLeftExpand size={16} stroke={1.6} />
              ) : (
                <IconLayoutSidebarLeftCollapse size={16} stroke={1.6} />
              )}
            </ActionIcon>
          </Tooltip>
        )}
      </div>
      <RailButton
        narrow={narrow}
        icon={<IconSearch size={16} stroke={1.6} />}
        label="Search"
        hint={<Keys combination={shortcutLabel('mod+k')} />}
        onClick={spotlight.open}
      />
      <RailLink
        narrow={narrow}
        to="/projects"
        label="Projects"
        icon={<IconFolders size={16} stroke={1.6} />}
      />
      <RailLink
        narrow={narrow}
        to="/organization"
        label="Organization"
        icon={<IconBuilding size={16} stroke={1.6} />}
      />
      <div className={classes.spacer} />
      <NoticesBell narrow={narrow} />
      <RailButton
        narrow={narrow}
        icon={<IconKeyboard size={16} stroke={1.6} />}
        label="Shortcuts"
        hint={<Keys combination="?" />}
        onClick={openShortcuts}
      />
      <ProfileMenu narrow={narrow} />
    </nav>
  );
}

function RailLink(props: { to: string; label: string; icon: ReactNode; narrow: boolean }) {
  return (
    <Tooltip label={props.label} position="right" disabled={!props.narrow} openDelay={100}>
      <NavLink
        to={props.to}
        className={classes.item}
        aria-label={props.narrow ? props.label : undefined}
      >
        {props.icon}
        {!props.narrow && <span className="truncate">{props.label}</span>}
      </NavLink>
    </Tooltip>
  );
}

function RailButton(props: {
  label: string;
  icon: ReactNode;
  hint: ReactNode;
  narrow: boolean;
  onClick: () => void;
}) {
  return (
    <Tooltip label={props.label} position="right" disabled={!props.narrow} openDelay={100}>
      <UnstyledButton
        className={classes.item}
        onClick={props.onClick}
        aria-label={props.narrow ? props.label : undefined}
      >
        {props.icon}
        {!props.narrow && (
          <>
            <span className="truncate">{props.label}</span>
            <span className={classes.hint} aria-hidden>
              {props.hint}
            </span>
          </>
        )}
      </UnstyledButton>
    </Tooltip>
  );
}

function ProfileMenu({ narrow }: { narrow: boolean }) {
  const me = useMe();
  const signOut = useSignOut();
  const navigate = useNavigate();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const name = me.data?.name ?? '';
  const themes = [
    { value: 'auto', label: 'Follow the system', icon: <IconDeviceDesktop size={15} /> },
    { value: 'light', label: 'Light', icon: <IconSun size={15} /> },
    { value: 'dark', label: 'Dark', icon: <IconMoon size={15} /> },
  ] as const;
  return (
    <Menu position="right-end" width={220}>
      <Menu.Target>
        <UnstyledButton
          className={classes.item}
          aria-label={narrow ? `Profile of ${name}` : undefined}
        >
          <Initials of={name} />
          {!narrow && <span className="truncate">{name}</span>}
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label className="truncate">{me.data?.email}</Menu.Label>
        <Menu.Item leftSection={<IconUser size={15} />} onClick={() => void navigate('/account')}>
          Account
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>Theme</Menu.Label>
        {themes.map((each) => (
          <Menu.Item
            key={each.value}
            leftSection={each.icon}
            rightSection={colorScheme === each.value ? <IconCheck size={14} /> : undefined}
            onClick={() => setColorScheme(each.value)}
          >
            {each.label}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconLogout size={15} />}
          onClick={() =>
            signOut.mutate(undefined, {
              onSuccess: () => void navigate('/sign-in'),
              onError: toast.failed,
            })
          }
        >
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
