package kalem.server.importing.labels;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import kalem.annotation.Problem;
import kalem.annotation.ProblemCode;
import kalem.annotation.answer.AssetFacts;
import kalem.annotation.answer.Intake;
import kalem.annotation.answer.LabelSource;
import kalem.annotation.raster.Mask;
import kalem.annotation.raster.Rle;
import kalem.formats.ImportItem;
import kalem.formats.Limits;
import kalem.formats.image.BadPngException;
import kalem.formats.image.PngReader;
import kalem.server.annotation.MaskKeys;
import kalem.server.annotation.Masks;
import kalem.server.annotation.UnreadableMaskException;
import kalem.server.kernel.KalemException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Masks that items name: brush and voxel masks of a task, and pictures of single segmentations. */
final class ItemMasks {
  private static final int OPAQUE_FROM = 128;
  private static final int RGB = 0xFFFFFF;

  private static final List<String> TOOL_KEYS = List.of("tools", "objects");

  private final Masks masks;
  private final Masks.Nearby nearby;

  /**
   * @param nearby opens masks that came with the file
   */
  ItemMasks(Masks masks, Masks.Nearby nearby) {
    this.masks = masks;
    this.nearby = nearby;
  }

  /** Fetches, checks and copies the masks of an item; a dry run only checks. */
  Masks.Taken take(ImportRun run, ImportItem item, Target target) {
    return take(run, item, target.asset().facts(), target.masks(), item.path());
  }

  /**
   * As {@link #take(ImportRun, ImportItem, Target)}, for a task that may not be there yet.
   *
   * @param path begins the path of every problem
   */
  Masks.Taken take(ImportRun run, ImportItem item, AssetFacts asset, MaskKeys before, String path) {
    return masks.take(
        new Masks.Place(run.project().id(), run.schema(), asset, before, path),
        new Masks.Given(item.brushDataUrl(), item.medicalBrushDataUrl(), brushClasses(item)),
        nearby,
        !run.isDryRun());
  }

  /** Classes by the values of an indexed or grey picture (import-format.md 8). */
  private static Map<Integer, String> brushClasses(ImportItem item) {
    if (item.brushDataUrl().isEmpty() || LongItems.isLong(item)) {
      return Map.of();
    }
    Map<Integer, String> classes = new HashMap<>();
    item.labels()
        .path("brushClassMap")
        .properties()
        .forEach(
            member -> {
              if (member.getKey().matches("[0-9]{1,3}") && member.getValue().isString()) {
                classes.put(Integer.parseInt(member.getKey()), member.getValue().stringValue());
              }
            });
    return classes;
  }

  /**
   * An item as it was read.
   *
   * @param item with run lengths in the place of pictures, so that nothing is fetched again
   * @param unreadable pictures that can not be read
   */
  record Read(ImportItem item, Intake intake, List<Problem> unreadable) {}

  /**
   * Reads an item whose segmentations may be given as pictures: where the first reading misses
   * outlines, the pictures are fetched and it is read once more.
   */
  Read read(ImportRun run, ImportItem item, Function<LabelSource, Intake> reader) {
    Intake read = reader.apply(item.source());
    boolean isMissing =
        read.problems().stream()
            .anyMatch(
                problem ->
                    problem.code() == ProblemCode.BAD_GEOMETRY
                        && problem.path().endsWith(".segmentation"));
    if (!isMissing) {
      return new Read(item, read, List.of());
    }
    JsonNode labels = item.labels().deepCopy();
    List<Problem> unreadable = painted(run, labels, item.path());
    ImportItem changed = item.withSource(new LabelSource.Tree(labels));
    return new Read(changed, reader.apply(changed.source()), unreadable);
  }

  /** Puts run lengths in the place of the pictures of segmentations; what can not be read. */
  List<Problem> painted(ImportRun run, JsonNode labels, String path) {
    List<Problem> unreadable = new ArrayList<>();
    objects(labels)
        .map(object -> object.path("segmentation"))
        .filter(segmentation -> segmentation.path("maskUrl").isString())
        .forEach(segmentation -> paint(run, (ObjectNode) segmentation, path, unreadable));
    return unreadable;
  }

  private static Stream<JsonNode> objects(JsonNode labels) {
    return Stream.of(
            labels, labels.path("answer"), labels.path("task"), labels.path("task").path("answer"))
        .flatMap(level -> TOOL_KEYS.stream().flatMap(key -> level.path(key).valueStream()));
  }

  private void paint(
      ImportRun run, ObjectNode segmentation, String path, List<Problem> unreadable) {
    String url = segmentation.path("maskUrl").stringValue();
    try (InputStream file = masks.open(url, run.project().id(), nearby)) {
      Rle rle = Rle.of(mask(file));
      ObjectNode painted = segmentation.putObject("rle");
      painted.putArray("size").add(rle.height()).add(rle.width());
      painted.put("counts", rle.compressed());
    } catch (UnreadableMaskException | BadPngException | KalemException failure) {
      unreadable.add(
          new Problem(
              ProblemCode.MASK_UNREADABLE,
              path,
              "The mask of a segmentation can not be read: " + failure.getMessage()));
    } catch (IOException own) {
      throw new UncheckedIOException(own);
    }
  }

  /** Pixels that are neither transparent nor black. */
  private static Mask mask(InputStream file) throws IOException {
    try (PngReader reader = new PngReader(file)) {
      if ((long) reader.width() * reader.height() > Limits.MASK_PIXELS) {
        throw new UnreadableMaskException("it has more than " + Limits.MASK_PIXELS + " pixels");
      }
      Mask mask = new Mask(reader.width(), reader.height());
      for (int y = 0; y < reader.height(); y++) {
        reader.next();
        for (int x = 0; x < reader.width(); x++) {
          if (isPainted(reader, x)) {
            mask.set(x, y);
          }
        }
      }
      return mask;
    }
  }

  private static boolean isPainted(PngReader reader, int x) {
    if (reader.hasValues()) {
      return reader.value(x) != 0;
    }
    int color = reader.color(x);
    return color >>> 24 >= OPAQUE_FROM && (color & RGB) != 0;
  }
}
