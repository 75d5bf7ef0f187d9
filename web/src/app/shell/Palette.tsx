import { Spotlight, type SpotlightActionData } from '@mantine/spotlight';
import { useDebouncedValue } from '@mantine/hooks';
import {
  IconArrowRight,
  IconBolt,
  IconBuilding,
  IconFolder,
  IconFolders,
  IconKeyboard,
  IconSearch,
  IconUser,
} from '@tabler/icons-react';
import { useMemo, useState, type ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { useProjects } from '@/api/projects';
import { shortcutLabel, useActions, useOfferActions, type Action } from '@/ui/actions';
import { Keys } from '@/ui/bits';
import { openShortcuts } from './ShortcutsDialog';

const OBJECT_ID = /^[0-9a-f]{24}$/;

/** Ctrl/Cmd+K: pages, projects, a task by its id, and every action of the current page. */
export function Palette() {
  const navigate = useNavigate();
  const [query, setQuery] = useState('');
  const [search] = useDebouncedValue(query.trim(), 150);
  const projects = useProjects({ page: 1, limit: 8, search, sort: '-createdAt' });
  const actions = useActions();

  const pages = useMemo<Action[]>(
    () => [
      {
        id: 'go-projects',
        label: 'Projects',
        group: 'Go to',
        shortcut: 'g p',
        run: () => void navigate('/projects'),
      },
      {
        id: 'go-organization',
        label: 'Organization',
        group: 'Go to',
        shortcut: 'g o',
        run: () => void navigate('/organization'),
      },
      {
        id: 'go-account',
        label: 'Account',
        group: 'Go to',
        shortcut: 'g a',
        run: () => void navigate('/account'),
      },
      {
        id: 'shortcuts',
        label: 'Show shortcuts',
        group: 'Go to',
        shortcut: '?',
        run: openShortcuts,
      },
    ],
    [navigate],
  );
  useOfferActions(pages);

  const icons: Record<string, ReactNode> = {
    'go-projects': <IconFolders size={16} stroke={1.6} />,
    'go-organization': <IconBuilding size={16} stroke={1.6} />,
    'go-account': <IconUser size={16} stroke={1.6} />,
    shortcuts: <IconKeyboard size={16} stroke={1.6} />,
  };

  const groups = new Map<string, SpotlightActionData[]>();
  const add = (group: string, action: SpotlightActionData) => {
    const list = groups.get(group) ?? [];
    list.push(action);
    groups.set(group, list);
  };
  if (OBJECT_ID.test(search)) {
    add('Open by id', {
      id: `task-${search}`,
      label: `Open task ${search}`,
      leftSection: <IconArrowRight size={16} stroke={1.6} />,
      onClick: () => void navigate(`/tasks/${search}`),
    });
    add('Open by id', {
      id: `project-id-${search}`,
      label: `Open project ${search}`,
      leftSection: <IconArrowRight size={16} stroke={1.6} />,
      onClick: () => void navigate(`/projects/${search}`),
    });
  }
  const onPage = actions.filter((action) => action.group !== 'Go to');
  for (const action of [...onPage, ...pages]) {
    add(action.group, {
      id: action.id,
      label: action.label,
      leftSection: icons[action.id] ?? <IconBolt size={16} stroke={1.6} />,
      rightSection: action.shortcut ? (
        <Keys combination={shortcutLabel(action.shortcut)} />
      ) : undefined,
      onClick: action.run,
    });
  }
  for (const project of projects.data?.projects ?? []) {
    add('Projects', {
      id: `project-${project._id}`,
      label: project.name,
      description: project.description,
      leftSection: <IconFolder size={16} stroke={1.6} />,
      onClick: () => void navigate(`/projects/${project._id}`),
    });
  }

  return (
    <Spotlight
      shortcut={['mod + K']}
      query={query}
      onQueryChange={setQuery}
      actions={[...groups].map(([group, list]) => ({ group, actions: list }))}
      nothingFound="Nothing found. Try a project name, a page or a task id."
      highlightQuery
      scrollable
      maxHeight={420}
      transitionProps={{ duration: 80 }}
      overlayProps={{ backgroundOpacity: 0.35, blur: 0 }}
      attributes={{ content: { 'aria-label': 'Command palette' } }}
      searchProps={{
        leftSection: <IconSearch size={16} />,
        placeholder: 'Go to a project, a page, a task id, or run an action',
        'aria-label': 'Search pages, projects and actions',
      }}
    />
  );
}
