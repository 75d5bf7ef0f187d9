package kalem.formats;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Reads labels as import items whose objects name their classes by {@code title} (import-format
 * section 2.2), so that they meet the same checks as any import. A broken item becomes a {@link
 * kalem.formats.FaultyItem} and never ends the rest. What is known of the asset itself, such as the
 * size of a picture, stands under {@code metadata} as in an export.
 */
public interface LabelReader extends Iterator<ImportEntry>, AutoCloseable {
  /** The classes that the files use; complete once the last item was read. */
  List<FoundClass> classes();

  /** What was left out so far, and why. */
  FormatReport report();

  /**
   * A mask that lies among the files being read. Items of this reader name such masks in {@code
   * brushDataUrl} and {@code medicalBrushDataUrl} by their paths; every other address is answered
   * with nothing.
   */
  default Optional<LabeledRow.MaskFile> mask(String address) {
    return Optional.empty();
  }

  @Override
  void close();
}
