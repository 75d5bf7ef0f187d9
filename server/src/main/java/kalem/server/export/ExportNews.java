package kalem.server.export;

import java.util.Locale;
import kalem.server.notice.NewNotice;
import kalem.server.notice.NoticeKind;
import kalem.server.notice.Notices;
import kalem.server.project.Project;
import kalem.server.project.Projects;
import org.springframework.stereotype.Component;

/** Tells those who asked for an export that it is over (export-format section 5). */
@Component
class ExportNews {
  private final Notices notices;
  private final Projects projects;

  ExportNews(Notices notices, Projects projects) {
    this.notices = notices;
    this.projects = projects;
  }

  /** In the transaction in which the export became ready. */
  void ready(Export export, Written written) {
    tell(
        export,
        NoticeKind.EXPORT_READY,
        project ->
            "The export of %s is ready: %s.".formatted(project.name(), rows(written.rows())));
  }

  /** In the transaction in which the export failed. */
  void failed(Export export) {
    tell(
        export,
        NoticeKind.EXPORT_FAILED,
        project ->
            "The export of %s failed. %s".formatted(project.name(), export.error().orElse("")));
  }

  private interface Sentence {
    String about(Project project);
  }

  private void tell(Export export, NoticeKind kind, Sentence sentence) {
    if (!export.request().sendNotice()) {
      return;
    }
    // A project deleted meanwhile has nobody left to tell.
    projects
        .find(export.projectKey())
        .ifPresent(
            project ->
                notices.tell(
                    NewNotice.inProject(
                        project.organizationId(),
                        export.createdBy(),
                        kind,
                        sentence.about(project),
                        new NewNotice.Place(project.id(), page(project)))));
  }

  /** Where exports are listed and downloaded. */
  static String page(Project project) {
    return "/projects/" + project.id() + "/export";
  }

  private static String rows(long count) {
    return count == 1 ? "1 row" : String.format(Locale.ROOT, "%,d rows", count);
  }
}
