package kalem.server.export;

/**
 * An export is ready, failed or was canceled.
 *
 * @param requestedBy e-mail
 * @param sendNotice whether the requester wants a notice in the app
 * @param sendEmail whether the requester wants the link by mail
 */
public record ExportFinished(
    int projectKey,
    String exportId,
    ExportState state,
    String requestedBy,
    boolean sendNotice,
    boolean sendEmail) {

  static ExportFinished of(Export export, ExportState state) {
    return new ExportFinished(
        export.projectKey(),
        export.id(),
        state,
        export.createdBy(),
        export.request().sendNotice(),
        export.request().sendEmail());
  }
}
