package kalem.server.export;

import java.util.List;
import kalem.server.project.ProjectSetting;
import kalem.server.project.Projects;
import kalem.server.storage.StorageUsers;
import org.springframework.stereotype.Component;

/** Knows which projects export into a storage. */
@Component
class ExportStorageUse implements StorageUsers {
  private final Projects projects;

  ExportStorageUse(Projects projects) {
    this.projects = projects;
  }

  @Override
  public List<String> of(String organizationId, String storageId) {
    return projects
        .withSetting(organizationId, ProjectSetting.EXPORT_STORAGE_ID, storageId)
        .stream()
        .filter(project -> ExportStorage.of(project).enabled())
        .map(project -> "project " + project.name() + " exports into it")
        .toList();
  }
}
