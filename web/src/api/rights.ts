import type { OrganizationRole, ProjectRole } from './types';

const RANK: Record<ProjectRole, number> = { Labeler: 1, Reviewer: 2, Lead: 3, Manager: 4 };

/** What a project page may offer, with the lowest role that may do it. */
const LOWEST = {
  label: 'Labeler',
  review: 'Reviewer',
  seeAssets: 'Reviewer',
  manageTasks: 'Lead',
  manageBatches: 'Lead',
  manageMembers: 'Lead',
  seeWorkflow: 'Lead',
  seeSettings: 'Lead',
  import: 'Manager',
  deleteAssets: 'Manager',
  editSchema: 'Manager',
  editWorkflow: 'Manager',
  editSettings: 'Manager',
  export: 'Manager',
} satisfies Record<string, ProjectRole>;

export type ProjectAction = keyof typeof LOWEST;

/** Whether the role may do the action; the server checks again. */
export function may(role: ProjectRole | undefined, action: ProjectAction): boolean {
  return role !== undefined && RANK[role] >= RANK[LOWEST[action]];
}

/** The roles the caller may give to others: up to the own rank. */
export function grantableRoles(role: ProjectRole): ProjectRole[] {
  return (['Labeler', 'Reviewer', 'Lead', 'Manager'] as const).filter(
    (candidate) => RANK[candidate] <= RANK[role],
  );
}

/** Whether the user manages the organization. */
export function administers(role: OrganizationRole | undefined): boolean {
  return role === 'owner' || role === 'admin';
}
