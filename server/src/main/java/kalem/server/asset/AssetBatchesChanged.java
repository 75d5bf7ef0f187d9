package kalem.server.asset;

import java.util.List;

/**
 * The batches of assets changed; copies of them follow in the same transaction. Batches that were
 * deleted are told by {@link kalem.server.project.BatchesRemoved} alone.
 */
public record AssetBatchesChanged(int projectKey, List<String> assetIds) {
  public AssetBatchesChanged {
    assetIds = List.copyOf(assetIds);
  }
}
