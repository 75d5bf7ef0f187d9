package kalem.server.asset;

import java.util.List;
import kalem.server.access.ProjectAccess;

/** Opens tasks for new assets. Declared here, implemented by the workflow feature. */
public interface TaskOpener {
  /**
   * Opens one task in stage Start for each asset and forwards it where the workflow says so; part
   * of the caller's transaction.
   *
   * @return task ids, in the order of the assets
   */
  List<String> open(ProjectAccess access, List<Asset> assets);
}
