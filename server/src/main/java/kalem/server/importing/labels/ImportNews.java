package kalem.server.importing.labels;

import java.util.Locale;
import kalem.server.notice.NewNotice;
import kalem.server.notice.NoticeKind;
import kalem.server.notice.Notices;
import kalem.server.project.Project;
import kalem.server.project.Projects;
import org.springframework.stereotype.Component;

/** Tells those who asked for an import that it is over (people.md 6). */
@Component
class ImportNews {
  private final Notices notices;
  private final Projects projects;

  ImportNews(Notices notices, Projects projects) {
    this.notices = notices;
    this.projects = projects;
  }

  /** In the transaction in which the import ended. Who checks a file is waiting for the outcome. */
  void over(Import over) {
    switch (over.state()) {
      case READY ->
          tell(
              over,
              NoticeKind.IMPORT_FINISHED,
              "The import of %s is finished: %s."
                  .formatted(over.source().fileName(), labeled(over.tally().tasksLabeled())));
      case FAILED ->
          tell(
              over,
              NoticeKind.IMPORT_FAILED,
              "The import of %s failed. %s"
                  .formatted(over.source().fileName(), over.error().orElse("")));
      case QUEUED, RUNNING, CHECKED, CANCELED -> {}
    }
  }

  private void tell(Import over, NoticeKind kind, String text) {
    // A project deleted meanwhile has nobody left to tell.
    projects
        .find(over.projectKey())
        .ifPresent(
            project ->
                notices.tell(
                    NewNotice.inProject(
                        project.organizationId(),
                        over.createdBy(),
                        kind,
                        text,
                        new NewNotice.Place(project.id(), page(project, over)))));
  }

  /** Where the import is told of. */
  private static String page(Project project, Import over) {
    return "/projects/" + project.id() + "/import/" + over.id();
  }

  private static String labeled(long tasks) {
    return tasks == 1
        ? "1 task is labeled"
        : String.format(Locale.ROOT, "%,d tasks are labeled", tasks);
  }
}
