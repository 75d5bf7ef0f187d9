package kalem.server.issue;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import kalem.server.kernel.Settings;
import kalem.server.mail.Letter;
import kalem.server.mail.Mails;
import kalem.server.notice.NewNotice;
import kalem.server.notice.NoticeKind;
import kalem.server.notice.Notices;
import kalem.server.project.Project;
import kalem.server.project.Projects;
import kalem.server.task.Task;
import org.springframework.stereotype.Component;

/** Tells people about issues (people.md 6): those concerned, but never the one who did it. */
@Component
class IssueNews {
  private static final int QUOTED = 200;

  private final Notices notices;
  private final Mails mails;
  private final Projects projects;
  private final String publicUrl;

  IssueNews(Notices notices, Mails mails, Projects projects, Settings settings) {
    this.notices = notices;
    this.mails = mails;
    this.projects = projects;
    this.publicUrl = settings.publicUrl();
  }

  /** The task's assignee, the project's managers and who reviewed the task. */
  void opened(Project project, Task task, Issue issue) {
    Set<String> concerned = new LinkedHashSet<>();
    task.assignee().ifPresent(concerned::add);
    task.review().map(Task.Review::by).ifPresent(concerned::add);
    issue.assignee().ifPresent(concerned::add);
    concerned.addAll(projects.managers(project.projectKey()));
    concerned.removeAll(issue.text().mentions());
    tell(
        concerned,
        new News(project, issue, issue.created().by()),
        NoticeKind.ISSUE_OPENED,
        issue.created().by()
            + " opened an issue on "
            + task.externalId()
            + ": "
            + quoted(issue.text()));
    mentioned(project, issue, issue.text(), List.of(), issue.created().by());
  }

  /** The author and all who talked before. */
  void answered(Project project, Issue issue, Issue.Comment comment) {
    Set<String> concerned = new LinkedHashSet<>(List.of(issue.created().by()));
    issue.comments().forEach(earlier -> concerned.add(earlier.created().by()));
    concerned.removeAll(comment.text().mentions());
    String by = comment.created().by();
    tell(
        concerned,
        new News(project, issue, by),
        NoticeKind.ISSUE_ANSWERED,
        by + " replied: " + quoted(comment.text()));
    mentioned(project, issue, comment.text(), List.of(), by);
  }

  /** The author and the assignee. */
  void settled(Project project, Issue issue, String by) {
    Set<String> concerned = new LinkedHashSet<>(List.of(issue.created().by()));
    issue.assignee().ifPresent(concerned::add);
    tell(
        concerned,
        new News(project, issue, by),
        NoticeKind.ISSUE_SETTLED,
        by
            + switch (issue.status()) {
              case OPEN -> " reopened an issue: ";
              case RESOLVED -> " resolved an issue: ";
              case CLOSED -> " closed an issue: ";
            }
            + quoted(issue.text()));
  }

  /** Those a text mentions who were not mentioned before; by mail as well. */
  void mentioned(Project project, Issue issue, Issue.Text text, List<String> before, String by) {
    Set<String> concerned = new LinkedHashSet<>(text.mentions());
    before.forEach(concerned::remove);
    concerned.remove(by);
    News news = new News(project, issue, by);
    String sentence = by + " mentioned you in " + project.name() + ": " + quoted(text);
    tell(concerned, news, NoticeKind.MENTIONED, sentence);
    for (String email : concerned) {
      mails.send(
          new Mails.Envelope(project.organizationId(), email, by),
          new Letter(
              "You were mentioned in " + project.name(),
              List.of(sentence),
              "Open the task",
              publicUrl + news.link()));
    }
  }

  private record News(Project project, Issue issue, String by) {
    String link() {
      return "/tasks/" + issue.taskId() + "?issue=" + issue.id();
    }
  }

  private void tell(Set<String> concerned, News news, NoticeKind kind, String text) {
    for (String email : concerned) {
      if (!email.equals(news.by())) {
        notices.tell(
            new NewNotice(
                news.project().organizationId(),
                email,
                kind,
                text,
                Optional.of(news.link()),
                Optional.of(news.project().id()),
                Optional.empty(),
                Optional.of(news.by())));
      }
    }
  }

  private static String quoted(Issue.Text text) {
    String content = text.content();
    return content.length() <= QUOTED ? content : content.substring(0, QUOTED) + "…";
  }
}
