package kalem.server.access;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The one table of who may do what. Deny is the default: an action without a row is refused. */
public final class Permissions {
  private static final Map<Action, Set<OrganizationRole>> IN_ORGANIZATION =
      new EnumMap<>(
          Map.of(
              Action.USE_ACCOUNT, from(OrganizationRole.MEMBER),
              Action.CREATE_PROJECT, from(OrganizationRole.MEMBER),
              Action.VIEW_ORGANIZATION_MEMBERS, from(OrganizationRole.MEMBER),
              Action.MANAGE_ORGANIZATION, from(OrganizationRole.ADMIN)));

  private static final Map<Action, Set<ProjectRole>> IN_PROJECT = inProject();

  private Permissions() {}

  private static Map<Action, Set<ProjectRole>> inProject() {
    Map<Action, Set<ProjectRole>> table = new EnumMap<>(Action.class);
    table.put(Action.VIEW_PROJECT, from(ProjectRole.LABELER));
    table.put(Action.VIEW_TASKS, from(ProjectRole.LABELER));
    table.put(Action.LABEL, from(ProjectRole.LABELER));
    table.put(Action.VIEW_NUMBERS, from(ProjectRole.LABELER));
    table.put(Action.VIEW_PROJECT_NUMBERS, from(ProjectRole.REVIEWER));
    table.put(Action.REVIEW, from(ProjectRole.REVIEWER));
    table.put(Action.MANAGE_TASKS, from(ProjectRole.LEAD));
    table.put(Action.MANAGE_BATCHES, from(ProjectRole.LEAD));
    table.put(Action.MANAGE_MEMBERS, from(ProjectRole.LEAD));
    table.put(Action.MANAGE_ASSETS, from(ProjectRole.MANAGER));
    table.put(Action.IMPORT_LABELS, from(ProjectRole.MANAGER));
    table.put(Action.EXPORT, from(ProjectRole.MANAGER));
    table.put(Action.EDIT_PROJECT, from(ProjectRole.MANAGER));
    table.put(Action.DELETE_PROJECT, from(ProjectRole.MANAGER));
    return table;
  }

  /** Whether the role in the caller's organization allows an action that belongs to no project. */
  public static boolean allows(OrganizationRole role, Action action) {
    return IN_ORGANIZATION.getOrDefault(action, Set.of()).contains(role);
  }

  public static boolean allows(ProjectRole role, Action action) {
    return IN_PROJECT.getOrDefault(action, Set.of()).contains(role);
  }

  public static boolean isProjectAction(Action action) {
    return IN_PROJECT.containsKey(action);
  }

  /**
   * The role that counts in a project: owners and admins of the organization are managers of every
   * project; others have the role they were given, or none.
   */
  public static Optional<ProjectRole> effectiveRole(
      OrganizationRole organizationRole, Optional<ProjectRole> given) {
    return organizationRole.includes(OrganizationRole.ADMIN)
        ? Optional.of(ProjectRole.MANAGER)
        : given;
  }

  private static Set<OrganizationRole> from(OrganizationRole least) {
    return EnumSet.range(least, OrganizationRole.OWNER);
  }

  private static Set<ProjectRole> from(ProjectRole least) {
    return EnumSet.range(least, ProjectRole.MANAGER);
  }
}
