package kalem.server.issue;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import kalem.server.access.ProjectAccess;
import kalem.server.access.ProjectRole;
import kalem.server.kernel.Ids;
import kalem.server.kernel.KalemException;
import kalem.server.kernel.Page;
import kalem.server.kernel.Timestamps;
import kalem.server.project.Project;
import kalem.server.project.Projects;
import kalem.server.project.Stage;
import kalem.server.project.StageType;
import kalem.server.task.Sight;
import kalem.server.task.Task;
import kalem.server.task.TaskStore;
import kalem.server.task.TaskViews;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Opening issues, talking about them and settling them. The feature's public door. */
@Service
public class Issues {
  private final IssueStore issues;
  private final IssueNews news;
  private final TaskStore tasks;
  private final TaskViews views;
  private final Projects projects;
  private final Ids ids;
  private final InstantSource clock;

  Issues(
      IssueStore issues,
      IssueNews news,
      TaskStore tasks,
      TaskViews views,
      Projects projects,
      Ids ids,
      InstantSource clock) {
    this.issues = issues;
    this.news = news;
    this.tasks = tasks;
    this.views = views;
    this.projects = projects;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * @throws KalemException when the task is not the caller's to see, or the body is faulty
   */
  @Transactional
  Issue open(ProjectAccess access, IssueReader body) {
    Project project = projects.get(access);
    Task task = views.task(access, body.task());
    Issue.Text text = body.requiredText();
    requireMembers(project, text.mentions());
    Issue issue =
        new Issue(
            access.projectKey(),
            ids.next(access.projectKey()),
            task.id(),
            task.assetId(),
            task.stageId(),
            project.graph().find(task.stageId()).map(Stage::name).orElse(task.stageId()),
            IssueStatus.OPEN,
            text,
            body.place(),
            task.labeledBy().isEmpty() ? task.assignee() : Optional.of(task.labeledBy().getLast()),
            body.errorCodes().orElse("[]"),
            body.pctDetails(),
            stamp(access),
            Optional.empty(),
            Optional.empty(),
            List.of());
    tasks.findForUpdate(issue.projectKey(), issue.taskId());
    issues.add(issue);
    countOpen(issue);
    news.opened(project, task, issue);
    return issue;
  }

  private void requireMembers(Project project, List<String> mentions) {
    List<String> strangers =
        mentions.stream().filter(email -> projects.role(project, email).isEmpty()).toList();
    if (!strangers.isEmpty()) {
      throw KalemException.invalid(
          "Only members of the project can be mentioned, not "
              + String.join(", ", strangers)
              + ".");
    }
  }

  private Issue.Stamp stamp(ProjectAccess access) {
    return new Issue.Stamp(Timestamps.now(clock), access.email());
  }

  /** Needs the task locked: of two changes at a time, the second counts what the first did. */
  private void countOpen(Issue issue) {
    tasks.setOpenIssues(
        issue.projectKey(), issue.taskId(), issues.countOpen(issue.projectKey(), issue.taskId()));
  }

  /**
   * @throws KalemException not found when there is no such issue, or it does not concern the caller
   */
  Issue get(ProjectAccess access, String id) {
    return issues
        .find(access.projectKey(), id)
        .filter(issue -> isSeen(access, issue))
        .orElseThrow(() -> KalemException.notFound("Issue", id));
  }

  /**
   * The issue as it is once its task is locked: of two changes at a time, the second starts from
   * what the first left.
   */
  private Issue getLocked(ProjectAccess access, String id) {
    tasks.findForUpdate(access.projectKey(), get(access, id).taskId());
    return get(access, id);
  }

  private boolean isSeen(ProjectAccess access, Issue issue) {
    return seesAll(access)
        || issue.involves(access.email())
        || tasks
            .find(access.projectKey(), issue.taskId())
            .filter(new Sight(access, projects.get(access).graph())::admits)
            .isPresent();
  }

  private static boolean seesAll(ProjectAccess access) {
    return access.role().includes(ProjectRole.LEAD);
  }

  /** Newest first, narrowed to what concerns the caller. */
  Page<Issue> list(ProjectAccess access, IssueFilter asked, long offset, int limit) {
    IssueFilter filter =
        new IssueFilter(
            access.projectKey(),
            asked.task(),
            asked.asset(),
            asked.stage(),
            asked.createdBy(),
            asked.assignee(),
            asked.status(),
            seesAll(access) ? Optional.empty() : Optional.of(access.email()));
    return new Page<>(issues.list(filter, offset, limit), issues.count(filter));
  }

  /** Changes what the body names. */
  @Transactional
  Issue change(ProjectAccess access, String id, IssueReader body) {
    Issue before = getLocked(access, id);
    Project project = projects.get(access);
    Task task =
        tasks
            .find(access.projectKey(), before.taskId())
            .orElseThrow(() -> KalemException.notFound("Issue", id));
    IssueRights rights = new IssueRights(access, before);
    Issue.Stamp stamp = stamp(access);
    IssueEdit edit = IssueEdit.of(before).updated(stamp);
    if (body.text().isPresent() || body.errorCodes().isPresent() || body.pctDetails().isPresent()) {
      rights.requireEdit();
    }
    body.text().ifPresent(text -> requireMembers(project, text.mentions()));
    body.text().ifPresent(edit::text);
    body.errorCodes().ifPresent(edit::errorCodes);
    body.pctDetails().ifPresent(edit::pctDetails);
    Optional<IssueStatus> status = body.status().filter(wanted -> wanted != before.status());
    if (status.isPresent()) {
      rights.requireStatus(isInReview(project, task));
      edit.status(status.get(), stamp);
    }
    Issue after = edit.build();
    issues.update(after);
    countOpen(after);
    if (status.isPresent()) {
      news.settled(project, after, access.email());
    }
    news.mentioned(project, after, after.text(), before.text().mentions(), access.email());
    return after;
  }

  private static boolean isInReview(Project project, Task task) {
    return project
        .graph()
        .find(task.stageId())
        .filter(stage -> stage.type() == StageType.REVIEW)
        .isPresent();
  }

  /** Adds a reply; the issue with all of them. */
  @Transactional
  Issue comment(ProjectAccess access, String id, IssueReader body) {
    Issue issue = get(access, id);
    Project project = projects.get(access);
    Issue.Text text = body.requiredText();
    requireMembers(project, text.mentions());
    Issue.Comment comment = new Issue.Comment(ids.next(access.projectKey()), text, stamp(access));
    issues.addComment(access.projectKey(), id, comment);
    news.answered(project, issue, comment);
    return get(access, id);
  }

  @Transactional
  void delete(ProjectAccess access, String id) {
    Issue issue = getLocked(access, id);
    new IssueRights(access, issue).requireEdit();
    issues.markDeleted(access.projectKey(), id, Timestamps.now(clock));
    countOpen(issue);
  }

  /**
   * An open issue as rules ask for it.
   *
   * @param stageId where it was opened
   * @param errorCodes keys and names of its error codes
   */
  public record OpenIssue(String stageId, Set<String> errorCodes) {
    public OpenIssue {
      errorCodes = Set.copyOf(errorCodes);
    }
  }

  /** The open issues of a task. */
  public List<OpenIssue> open(int projectKey, String taskId) {
    return issues.open(projectKey, taskId);
  }

  /** Makes the issues of one task those of another, as when a judgment becomes the answer. */
  @Transactional
  public void move(int projectKey, String fromTaskId, String toTaskId) {
    issues.move(projectKey, fromTaskId, toTaskId);
    tasks.setOpenIssues(projectKey, fromTaskId, 0);
    tasks.setOpenIssues(projectKey, toTaskId, issues.open(projectKey, toTaskId).size());
  }
}
