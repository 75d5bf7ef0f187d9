package kalem.server.project;

import java.util.List;
import java.util.Map;
import kalem.server.kernel.ErrorCode;
import kalem.server.kernel.KalemException;
import tools.jackson.databind.JsonNode;

/** Keeps two managers from overwriting each other; callers that name no revision always win. */
final class StaleRevision {
  private StaleRevision() {}

  /**
   * @param revisionKey the key of the body that says which revision a change was based on
   * @throws KalemException stale version, naming the current revision, when that is older
   */
  static void refuse(JsonNode body, String changedKey, String revisionKey, int current) {
    JsonNode based = body.path(revisionKey);
    if (!body.hasNonNull(changedKey) || based.isMissingNode() || based.isNull()) {
      return;
    }
    if (!based.isIntegralNumber() || !based.canConvertToInt()) {
      throw KalemException.invalid(revisionKey + " must be a whole number.");
    }
    if (based.asInt() < current) {
      throw new KalemException(
          ErrorCode.STALE_VERSION,
          "Somebody else saved a newer version. Load it again, then apply your changes.",
          List.of(),
          Map.of("version", current, revisionKey, current));
    }
  }
}
