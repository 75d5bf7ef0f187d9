package kalem.server.asset;

/**
 * An asset's own fields changed, among them external id and priority; copies of them follow in the
 * same transaction.
 */
public record AssetUpdated(Asset before, Asset after) {}
