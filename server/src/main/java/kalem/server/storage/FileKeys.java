package kalem.server.storage;

import java.util.List;
import java.util.Optional;
import kalem.server.kernel.Ids;
import kalem.server.kernel.Secrets;
import org.springframework.stereotype.Component;

/**
 * Makes and reads the keys of files: {@code {projectId}/{type}/{unguessable}/{name}}. The third
 * part is new for every file, so equal names never meet. Files that belong to no project yet, which
 * only old clients send, lie under {@code organization/{organizationId}/...}.
 */
@Component
public class FileKeys {
  /** Begins keys of files that lie in storages of organizations; only links hold them. */
  static final String STORAGES = "storages";

  private static final String ORGANIZATION = "organization";

  private final Secrets secrets;

  FileKeys(Secrets secrets) {
    this.secrets = secrets;
  }

  /** To whom a file belongs. */
  public sealed interface Owner {
    record Project(String projectId) implements Owner {}

    record Organization(String organizationId) implements Owner {}
  }

  /**
   * A new key for a file of a project.
   *
   * @param name file name; may hold slashes
   * @throws kalem.server.kernel.KalemException when the name can not be used
   */
  public ObjectKey inProject(String projectId, FileType type, String name) {
    return key(projectId, type, name);
  }

  ObjectKey inOrganization(String organizationId, FileType type, String name) {
    return key(ORGANIZATION + "/" + organizationId, type, name);
  }

  private ObjectKey key(String owner, FileType type, String name) {
    return new ObjectKey(
        owner + "/" + type.wireName() + "/" + secrets.newToken() + "/" + inUrls(name));
  }

  /** Web servers and proxies on the way refuse paths with these, however they are escaped. */
  private static String inUrls(String name) {
    return name.replace('%', '_').replace(';', '_');
  }

  public static Optional<Owner> owner(ObjectKey key) {
    List<String> segments = key.segments();
    if (segments.getFirst().equals(ORGANIZATION) && segments.size() > 2) {
      return Optional.of(new Owner.Organization(segments.get(1)));
    }
    return Optional.of(segments.getFirst())
        .filter(Ids::isId)
        .filter(id -> segments.size() > 1)
        .map(Owner.Project::new);
  }

  static FileType type(ObjectKey key) {
    List<String> segments = key.segments();
    int place = segments.getFirst().equals(ORGANIZATION) ? 2 : 1;
    return (segments.size() > place ? FileType.of(segments.get(place)) : Optional.<FileType>empty())
        .orElse(FileType.ASSETS);
  }
}
