package kalem.annotation.answer;

import java.util.List;
import java.util.OptionalInt;
import kalem.annotation.geometry.Geometry;
import tools.jackson.databind.JsonNode;

/**
 * Reads single entries of exports in any of their forms, asking no schema: for readers that can not
 * hold a whole answer as one tree.
 */
public final class EntryForms {
  private EntryForms() {}

  /**
   * The tool objects of one entry: one, or one per frame when the entry is in the track form
   * (export-format section 9.2).
   *
   * @param pageTotal frames of the video; without it a track that ends is taken to end early
   * @throws IllegalArgumentException when the entry has no geometry
   */
  public static List<ToolObject> tools(JsonNode entry, OptionalInt pageTotal) {
    return TrackForm.flat(entry, pageTotal).stream()
        .map(frame -> StoredAnswer.tool(LegacyPdf.modern(frame.object()).orElse(frame.object())))
        .toList();
  }

  /** A tool object whose own geometry, if it has any, is passed over for another. */
  public static ToolObject tool(JsonNode entry, Geometry geometry) {
    return StoredAnswer.tool(entry, geometry);
  }

  /** One answered question with its nested answers. */
  public static ClassificationAnswer classification(JsonNode entry) {
    return StoredAnswer.classification(entry);
  }

  /** One relation. */
  public static Relation relation(JsonNode entry) {
    return StoredAnswer.relation(entry);
  }
}
