import { useOutletContext } from 'react-router';
import { may, type ProjectAction } from '@/api/rights';
import type { Project } from '@/api/types';

/** The project whose tab is shown, and what the caller may do in it. */
export function useCurrentProject() {
  const project = useOutletContext<Project>();
  return {
    project,
    id: project._id,
    may: (action: ProjectAction) => may(project.role, action),
  };
}
