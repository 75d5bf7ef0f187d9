package kalem.server.asset;

import kalem.server.storage.ObjectKey;

/** Where the content of an asset lies. */
public sealed interface AssetContent {
  /**
   * A file in our object store.
   *
   * @param size in bytes
   */
  record Stored(ObjectKey key, long size) implements AssetContent {}

  /** A file elsewhere, kept by reference. */
  record Link(String url) implements AssetContent {}

  /** The text itself: Markdown, HTML or plain. */
  record Inline(String text) implements AssetContent {}
}
