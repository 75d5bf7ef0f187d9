package kalem.server.asset;

import java.util.List;

/**
 * Assets were marked deleted; what depends on them goes the same way, in the same transaction.
 *
 * @param email of who deleted them
 */
public record AssetsDeleted(int projectKey, List<String> assetIds, String email) {
  public AssetsDeleted {
    assetIds = List.copyOf(assetIds);
  }
}
