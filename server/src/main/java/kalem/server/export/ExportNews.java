package kalem.server.export;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import kalem.server.kernel.Settings;
import kalem.server.mail.Letter;
import kalem.server.mail.Mails;
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
  private final Mails mails;
  private final Projects projects;
  private final ExportPlaces places;
  private final String publicUrl;

  ExportNews(
      Notices notices, Mails mails, Projects projects, ExportPlaces places, Settings settings) {
    this.notices = notices;
    this.mails = mails;
    this.projects = projects;
    this.places = places;
    this.publicUrl = settings.publicUrl();
  }

  /** In the transaction in which the export became ready. */
  void ready(Export export, Written written) {
    // A project deleted meanwhile has nobody left to tell.
    projects
        .find(export.projectKey())
        .ifPresent(
            project -> {
              String text =
                  "The export of " + project.name() + " is ready: " + rows(written.rows()) + ".";
              notice(export, project, NoticeKind.EXPORT_READY, text);
              mail(export, project, () -> readyLetter(export, written, project, text));
            });
  }

  private Letter readyLetter(Export export, Written written, Project project, String text) {
    Optional<String> link = places.linkIfAny(export.with(written.file()));
    return new Letter(
        "The export of " + project.name() + " is ready",
        List.of(
            text,
            "The link works for 7 days and gives the file to whoever has it. Later, get a new one"
                + " at "
                + publicUrl
                + page(project)
                + "."),
        link.isPresent() ? "Download " + written.file().name() : "Open the exports",
        link.orElse(publicUrl + page(project)));
  }

  /** In the transaction in which the export failed. */
  void failed(Export export) {
    projects
        .find(export.projectKey())
        .ifPresent(
            project -> {
              String text =
                  "The export of " + project.name() + " failed. " + export.error().orElse("");
              notice(export, project, NoticeKind.EXPORT_FAILED, text);
              mail(
                  export,
                  project,
                  () ->
                      new Letter(
                          "The export of " + project.name() + " failed",
                          List.of(text),
                          "Open the exports",
                          publicUrl + page(project)));
            });
  }

  private void notice(Export export, Project project, NoticeKind kind, String text) {
    if (export.request().sendNotice()) {
      notices.tell(
          NewNotice.inProject(
              project.organizationId(),
              export.createdBy(),
              kind,
              text,
              new NewNotice.Place(project.id(), page(project))));
    }
  }

  private interface Writing {
    Letter letter();
  }

  private void mail(Export export, Project project, Writing writing) {
    if (export.request().sendEmail()) {
      mails.send(
          new Mails.Envelope(project.organizationId(), export.createdBy(), export.createdBy()),
          writing.letter());
    }
  }

  /** Where exports are listed and downloaded, below the hub's URL. */
  static String page(Project project) {
    return "/projects/" + project.id() + "/export?view=history";
  }

  private static String rows(long count) {
    return count == 1 ? "1 row" : String.format(Locale.ROOT, "%,d rows", count);
  }
}
