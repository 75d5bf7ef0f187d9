package kalem.formats.volume;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kalem.annotation.ontology.CategorySchema;
import kalem.annotation.ontology.ClassKind;

/**
 * What a label stands for.
 *
 * @param label from 1 to 65,535
 * @param color {@code #RRGGBB}
 */
public record Segment(int label, String name, Optional<String> color) {
  static final int MOST = 0xFFFF;

  /** The voxel brush classes of a schema; their ids are the labels. */
  public static List<Segment> of(CategorySchema schema) {
    List<Segment> segments = new ArrayList<>();
    schema.tools().stream()
        .filter(each -> each.kind() == ClassKind.VOXEL_BRUSH)
        .forEach(
            each ->
                label(each.schemaId())
                    .ifPresent(
                        label ->
                            segments.add(
                                new Segment(label, each.title(), each.settings().color()))));
    return List.copyOf(segments);
  }

  static Optional<Integer> label(String text) {
    if (!text.matches("[0-9]{1,5}")) {
      return Optional.empty();
    }
    int label = Integer.parseInt(text);
    return label >= 1 && label <= MOST ? Optional.of(label) : Optional.empty();
  }
}
