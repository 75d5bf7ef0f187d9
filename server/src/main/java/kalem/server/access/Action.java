package kalem.server.access;

/** Everything a user can do that a role decides on (people.md 2 and 3.1, api.md 2.4). */
public enum Action {
  /** Anything about oneself, and lists that hold only what one may see. */
  USE_ACCOUNT,
  CREATE_PROJECT,
  VIEW_ORGANIZATION_MEMBERS,
  MANAGE_ORGANIZATION,

  VIEW_PROJECT,
  /** Tasks, assets and history; how far one sees is narrowed by the role in {@code Sight}. */
  VIEW_TASKS,
  LABEL,
  REVIEW,
  MANAGE_TASKS,
  MANAGE_BATCHES,
  MANAGE_MEMBERS,
  /** One's own numbers. */
  VIEW_NUMBERS,
  /** Those of the whole project and of everybody in it. */
  VIEW_PROJECT_NUMBERS,
  MANAGE_ASSETS,
  IMPORT_LABELS,
  EXPORT,
  EDIT_PROJECT,
  DELETE_PROJECT
}
