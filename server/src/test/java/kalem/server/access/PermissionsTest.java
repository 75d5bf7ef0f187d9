package kalem.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The table of roles and actions, cell by cell (people.md 3.1, api.md 2.4). */
class PermissionsTest {

  @ParameterizedTest
  @CsvSource({
    // action, Labeler, Reviewer, Lead, Manager
    "VIEW_PROJECT, true, true, true, true",
    "VIEW_TASKS, true, true, true, true",
    "LABEL, true, true, true, true",
    "VIEW_NUMBERS, true, true, true, true",
    "VIEW_PROJECT_NUMBERS, false, true, true, true",
    "REVIEW, false, true, true, true",
    "MANAGE_TASKS, false, false, true, true",
    "MANAGE_BATCHES, false, false, true, true",
    "MANAGE_MEMBERS, false, false, true, true",
    "MANAGE_ASSETS, false, false, false, true",
    "IMPORT_LABELS, false, false, false, true",
    "EXPORT, false, false, false, true",
    "EDIT_PROJECT, false, false, false, true",
    "DELETE_PROJECT, false, false, false, true"
  })
  void projectRoles(
      Action action, boolean labeler, boolean reviewer, boolean lead, boolean manager) {
    assertThat(Permissions.allows(ProjectRole.LABELER, action)).isEqualTo(labeler);
    assertThat(Permissions.allows(ProjectRole.REVIEWER, action)).isEqualTo(reviewer);
    assertThat(Permissions.allows(ProjectRole.LEAD, action)).isEqualTo(lead);
    assertThat(Permissions.allows(ProjectRole.MANAGER, action)).isEqualTo(manager);
  }

  @ParameterizedTest
  @CsvSource({
    // action, member, admin, owner
    "USE_ACCOUNT, true, true, true",
    "CREATE_PROJECT, true, true, true",
    "VIEW_ORGANIZATION_MEMBERS, true, true, true",
    "MANAGE_ORGANIZATION, false, true, true"
  })
  void organizationRoles(Action action, boolean member, boolean admin, boolean owner) {
    assertThat(Permissions.allows(OrganizationRole.MEMBER, action)).isEqualTo(member);
    assertThat(Permissions.allows(OrganizationRole.ADMIN, action)).isEqualTo(admin);
    assertThat(Permissions.allows(OrganizationRole.OWNER, action)).isEqualTo(owner);
  }

  @ParameterizedTest
  @EnumSource(Action.class)
  void everyActionIsDecidedInExactlyOneOfTheTwoTables(Action action) {
    boolean inOrganization = Permissions.allows(OrganizationRole.OWNER, action);

    assertThat(inOrganization).isNotEqualTo(Permissions.isProjectAction(action));
  }

  @Test
  void administratorsManageEveryProjectAndOthersHaveTheRoleTheyWereGiven() {
    assertThat(Permissions.effectiveRole(OrganizationRole.ADMIN, Optional.empty()))
        .contains(ProjectRole.MANAGER);
    assertThat(Permissions.effectiveRole(OrganizationRole.MEMBER, Optional.of(ProjectRole.LEAD)))
        .contains(ProjectRole.LEAD);
    assertThat(Permissions.effectiveRole(OrganizationRole.MEMBER, Optional.empty())).isEmpty();
  }
}
