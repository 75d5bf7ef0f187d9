/**
 * Assets: the things to be annotated, with their batches, metadata and attachments. Where the
 * content of one lies is an {@link kalem.server.asset.AssetContent}; {@link
 * kalem.server.asset.Assets} is the way in. What it needs of tasks it asks through {@link
 * kalem.server.asset.AssetTasks}, which the task feature implements.
 */
@NullMarked
package kalem.server.asset;

import org.jspecify.annotations.NullMarked;
