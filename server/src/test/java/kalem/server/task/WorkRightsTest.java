package kalem.server.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kalem.server.access.Caller;
import kalem.server.access.OrganizationRole;
import kalem.server.access.ProjectAccess;
import kalem.server.access.ProjectRole;
import kalem.server.kernel.Json;
import kalem.server.project.Project;
import org.junit.jupiter.api.Test;

/** What a person may do with a task (people.md 3.1, workflow.md 5.2, 6 and 10). */
class WorkRightsTest {
  private static final Instant NOW = Instant.parse("2026-03-04T12:00:00Z");
  private static final String ME = "mia@team.example";
  private static final String OTHER = "ada@team.example";

  @Test
  void aLabelerWorksOnWhatTheyHoldAndOnWhatIsFree() {
    assertThat(rights(ProjectRole.LABELER, task("Label", ME)).submit()).isTrue();
    assertThat(rights(ProjectRole.LABELER, task("Label", "")).edit()).isTrue();
    assertThat(rights(ProjectRole.LABELER, task("Label", OTHER)).edit()).isFalse();
  }

  @Test
  void aStageListShutsOutThoseWhoAreNotOnIt() {
    assertThat(rights(ProjectRole.LABELER, task("Experts", "")).edit()).isFalse();
    assertThat(rights(ProjectRole.LABELER, task("Experts", ME)).edit()).isTrue();
    assertThat(rights(ProjectRole.LEAD, task("Experts", "")).edit()).isTrue();
  }

  @Test
  void aLabelerNeverReviews() {
    assertThat(rights(ProjectRole.LABELER, task("QA", ME)).review()).isFalse();
  }

  @Test
  void aReviewerReviewsAndCorrectsUnlessTheStageIsReadOnly() {
    assertThat(rights(ProjectRole.REVIEWER, task("QA", "")))
        .matches(rights -> rights.review() && rights.edit() && !rights.submit());
    assertThat(rights(ProjectRole.REVIEWER, task("Final", "")))
        .matches(rights -> rights.review() && !rights.edit());
  }

  @Test
  void nobodyBelowLeadReviewsTheirOwnLabels() {
    Task own = task("QA", "").edit().labeledBy(List.of(ME)).build();

    assertThat(rights(ProjectRole.REVIEWER, own).review()).isFalse();
    assertThat(rights(ProjectRole.LEAD, own).review()).isTrue();
  }

  @Test
  void onlyTheHolderSkips() {
    assertThat(rights(ProjectRole.LABELER, task("Label", ME)).skip()).isTrue();
    assertThat(rights(ProjectRole.MANAGER, task("Label", OTHER)).skip()).isFalse();
  }

  @Test
  void inCompleteLeadsStillCorrectButNobodySubmits() {
    assertThat(rights(ProjectRole.LEAD, task("Complete", "")))
        .matches(rights -> rights.edit() && !rights.submit());
    assertThat(rights(ProjectRole.REVIEWER, task("Complete", "")).edit()).isFalse();
  }

  @Test
  void lessThanExpectedAlwaysHasAReason() {
    assertThat(rights(ProjectRole.LABELER, task("Label", OTHER)).reason().orElseThrow())
        .contains(OTHER);
  }

  private static WorkRights rights(ProjectRole role, Task task) {
    Caller caller =
        new Caller("a", ME, "Mia", "o", OrganizationRole.MEMBER, new Caller.Credential.ApiKey());
    return WorkRights.of(new ProjectAccess(caller, "p", 1, role), project(), task);
  }

  private static Project project() {
    return new Project(
        "p",
        1,
        "o",
        "Signs",
        "",
        "ango",
        OTHER,
        "a",
        Json.object(),
        "{}",
        1,
        """
        [{"id":"Start","type":"Start","name":"Start","next":["Label"],"autoForward":true},
         {"id":"Label","type":"Label","name":"Label","next":["QA"]},
         {"id":"Experts","type":"Label","name":"Experts","next":["QA"],"assignedTo":["ada@team.example"]},
         {"id":"QA","type":"Review","name":"QA","next":["Final","Label"]},
         {"id":"Final","type":"Review","name":"Final","next":["Complete","Label"],"readOnly":true},
         {"id":"Complete","type":"Complete","name":"Complete","next":[]}]
        """,
        1,
        NOW,
        NOW);
  }

  private static Task task(String stage, String assignee) {
    return new Task(
        1,
        "t",
        "a",
        "a.jpg",
        List.of(),
        "default",
        stage,
        2,
        NOW,
        "READY",
        ReviewStatus.TODO,
        Optional.empty(),
        Optional.of(assignee).filter(email -> !email.isEmpty()),
        Optional.empty(),
        0,
        1,
        Optional.empty(),
        List.of(),
        false,
        false,
        false,
        false,
        Durations.NONE,
        Durations.NONE,
        0,
        NOW,
        OTHER,
        NOW,
        OTHER,
        Optional.empty(),
        Optional.empty(),
        TaskFlow.NEW);
  }
}
