package kalem.server.importing;

import java.util.List;
import java.util.Map;
import kalem.annotation.Problem;
import kalem.server.access.ProjectAccess;
import tools.jackson.databind.JsonNode;

/** Gives new tasks the labels that came with their assets (import-format.md 10). */
public interface PreLabels {
  /**
   * The labels of one item.
   *
   * @param index position of the item in the caller's list
   * @param metadata of the asset, as it is stored
   * @param item with {@code objects}, {@code classifications}, {@code relations}, masks
   */
  record Given(int index, String externalId, String metadata, JsonNode item) {}

  /** Labels whose masks have been fetched. */
  interface Prepared {
    int index();
  }

  /** Fetches the masks of items, which takes as long as the network does: not in a transaction. */
  List<Prepared> prepare(ProjectAccess access, List<Given> items);

  /**
   * Stores labels as the first answers of tasks; part of the caller's transaction. What is not in
   * order is left out.
   *
   * @param taskIds of the prepared items, in their order
   * @return what there is to say about items, by their index; items in order are missing
   */
  Map<Integer, List<Problem>> apply(
      ProjectAccess access, List<Prepared> items, List<String> taskIds);
}
