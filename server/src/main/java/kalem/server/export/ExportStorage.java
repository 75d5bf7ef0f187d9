package kalem.server.export;

import kalem.server.kernel.Json;
import kalem.server.project.Project;
import kalem.server.project.ProjectSetting;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where the exports of a project go (export-format section 5).
 *
 * @param enabled false: into the hub's own storage
 * @param storage id of a storage of the organization; empty when none was chosen
 * @param bucket name; empty where the storage has only one
 * @param path folder without slashes around it; empty: the top
 */
record ExportStorage(boolean enabled, String storage, String bucket, String path) {

  static ExportStorage of(Project project) {
    ObjectNode settings = project.settings();
    return new ExportStorage(
        settings.path(ProjectSetting.EXPORT_STORAGE_ENABLED.key()).asBoolean(false),
        text(settings, ProjectSetting.EXPORT_STORAGE_ID),
        text(settings, ProjectSetting.EXPORT_STORAGE_BUCKET),
        text(settings, ProjectSetting.EXPORT_STORAGE_PATH));
  }

  private static String text(ObjectNode settings, ProjectSetting setting) {
    @Nullable JsonNode value = settings.get(setting.key());
    return value == null ? "" : value.asString("");
  }

  /** As settings of the project. */
  ObjectNode settings() {
    return Json.object()
        .put(ProjectSetting.EXPORT_STORAGE_ENABLED.key(), enabled)
        .put(ProjectSetting.EXPORT_STORAGE_ID.key(), storage)
        .put(ProjectSetting.EXPORT_STORAGE_BUCKET.key(), bucket)
        .put(ProjectSetting.EXPORT_STORAGE_PATH.key(), path);
  }
}
