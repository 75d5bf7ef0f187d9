package kalem.formats.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kalem.formats.BadImportException;
import kalem.formats.LabelFormat;
import kalem.formats.ango.AngoItemReader;
import kalem.formats.catalog.Formats;

/** The format that an option names. */
sealed interface ChosenFormat {
  String ANGO = "ango";
  String AUTO = "auto";

  /** The open format of exports and imports. */
  record Ango() implements ChosenFormat {}

  /** One of the others. */
  record Foreign(LabelFormat format) implements ChosenFormat {}

  /**
   * The format to read.
   *
   * @param id its id, or {@code auto} to look into the files
   * @throws IllegalArgumentException when there is no such format
   * @throws BadImportException when the files look like none of the formats
   */
  static ChosenFormat toRead(String id, Path root) throws IOException {
    if (id.equals(AUTO)) {
      return recognized(root);
    }
    ChosenFormat chosen = named(id);
    if (chosen instanceof Foreign(LabelFormat format) && !format.isReadable()) {
      throw new IllegalArgumentException("\"" + id + "\" can only be written.");
    }
    return chosen;
  }

  /**
   * The format to write.
   *
   * @throws IllegalArgumentException when there is no such format
   */
  static ChosenFormat toWrite(String id) {
    ChosenFormat chosen = named(id);
    if (chosen instanceof Foreign(LabelFormat format) && !format.isWritable()) {
      throw new IllegalArgumentException("\"" + id + "\" can only be read.");
    }
    return chosen;
  }

  private static ChosenFormat named(String id) {
    if (id.equals(ANGO)) {
      return new Ango();
    }
    Optional<ChosenFormat> found = Formats.find(id).map(Foreign::new);
    return found.orElseThrow(
        () ->
            new IllegalArgumentException(
                "There is no format \"" + id + "\". There are " + String.join(", ", ids()) + "."));
  }

  private static List<String> ids() {
    return Stream.concat(Stream.of(ANGO), Formats.all().stream().map(LabelFormat::id)).toList();
  }

  private static ChosenFormat recognized(Path root) throws IOException {
    List<ChosenFormat> candidates = new ArrayList<>();
    for (LabelFormat format : Formats.all()) {
      if (format.isReadable() && format.recognizes(root)) {
        candidates.add(new Foreign(format));
      }
    }
    if (AngoItemReader.recognizes(root)) {
      candidates.add(new Ango());
    }
    if (candidates.size() == 1) {
      return candidates.getFirst();
    }
    throw new BadImportException(
        candidates.isEmpty()
            ? "The files look like none of the formats. Name one with --from."
            : "The files could be "
                + candidates.stream().map(ChosenFormat::id).collect(Collectors.joining(" or "))
                + ". Name one with --from.");
  }

  default String id() {
    return switch (this) {
      case Ango() -> ANGO;
      case Foreign(LabelFormat format) -> format.id();
    };
  }
}
