package kalem.server.importing.labels;

/**
 * An import was checked, is ready, failed or was canceled.
 *
 * @param requestedBy e-mail
 */
public record ImportFinished(
    int projectKey, String importId, String fileName, ImportState state, String requestedBy) {

  static ImportFinished of(Import over, ImportState state) {
    return new ImportFinished(
        over.projectKey(), over.id(), over.source().fileName(), state, over.createdBy());
  }
}
