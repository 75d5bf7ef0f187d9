package kalem.server.importing;

import java.util.Optional;
import kalem.server.asset.NewAsset;
import tools.jackson.databind.JsonNode;

/** One item of an import, checked: good, or with the reason why not. */
sealed interface ImportItem {
  /**
   * An asset to add.
   *
   * @param index position in the caller's list, from 0
   * @param hasPriority whether the item itself named its priority
   * @param labels the item's labels, where it brought any
   */
  record Good(int index, NewAsset asset, boolean hasPriority, Optional<JsonNode> labels)
      implements ImportItem {

    /** With the import's priority, unless the item named its own. */
    Good withPriority(int priority) {
      return hasPriority ? this : new Good(index, asset.withPriority(priority), true, labels);
    }
  }

  record Bad(int index, String externalId, String reason) implements ImportItem {}
}
