package kalem.formats.masks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import kalem.annotation.Problem;
import kalem.annotation.ProblemCode;
import kalem.annotation.ontology.CategorySchema;
import kalem.annotation.ontology.ClassKind;
import kalem.formats.Limits;
import kalem.formats.image.BadPngException;
import kalem.formats.image.PngReader;
import kalem.formats.image.PngWriter;

/**
 * Checks a brush mask that comes in and brings it into the form that exports have: RGBA, each trace
 * opaque in the exact color of its class, all else transparent white (import-format section 8).
 * Memory does not grow with the picture.
 */
public final class BrushMask {
  private static final int OPAQUE_FROM = 128;
  private static final int FARTHEST = 8;
  private static final int RGB = 0xFFFFFF;
  private static final int WHITE = 0xFFFFFF;
  private static final int MOST_LISTED = 20;

  /** Colors counted apart; photographs have millions. */
  private static final int MOST_COUNTED = 10_000;

  private static final int NOTHING = -1;

  private final List<Brush> brushes;
  private final Optional<Map<Integer, Integer>> byValue;
  private final Map<Integer, Integer> known = new HashMap<>();
  private final Map<Integer, Long> strangers = new LinkedHashMap<>();
  private final SortedSet<String> painted = new TreeSet<>();
  private long otherStrangers;
  private int lastColor = WHITE;
  private int lastBrush = NOTHING;

  /**
   * A brush class.
   *
   * @param color as {@code 0xRRGGBB}
   */
  public record Brush(String schemaId, int color) {
    /** The brush classes of a schema; those without a color can not be painted. */
    public static List<Brush> of(CategorySchema schema) {
      List<Brush> brushes = new ArrayList<>();
      schema.tools().stream()
          .filter(each -> each.kind() == ClassKind.BRUSH)
          .forEach(
              each ->
                  each.settings()
                      .color()
                      .filter(color -> color.matches("#[0-9A-Fa-f]{6}"))
                      .map(color -> Integer.parseInt(color.substring(1), 16))
                      .ifPresent(color -> brushes.add(new Brush(each.schemaId(), color))));
      return List.copyOf(brushes);
    }
  }

  /** The size of a picture in pixels. */
  public record Size(int width, int height) {}

  /**
   * What became of a mask.
   *
   * @param faults why it can not be used; what was written then is of no use
   * @param warnings what was left out of it
   * @param classes ids of the classes painted in it
   */
  public record Checked(List<Problem> faults, List<Problem> warnings, Set<String> classes) {
    public Checked {
      faults = List.copyOf(faults);
      warnings = List.copyOf(warnings);
      classes = Set.copyOf(classes);
    }

    public boolean isUsable() {
      return faults.isEmpty();
    }
  }

  private BrushMask(List<Brush> brushes, Optional<Map<Integer, Integer>> byValue) {
    this.brushes = brushes;
    this.byValue = byValue;
  }

  /**
   * Checks a mask and writes it anew.
   *
   * @param file a PNG picture
   * @param size of the asset, where it is known
   * @param brushes the brush classes of the project
   * @param classMap ids of classes by the palette place or brightness of their pixels, for pictures
   *     that are indexed or grey; empty when colors tell
   * @param path where the mask was named, for the problems
   * @param target gets the PNG picture; it is closed
   */
  public static Checked check(
      InputStream file,
      Optional<Size> size,
      List<Brush> brushes,
      Map<Integer, String> classMap,
      String path,
      OutputStream target)
      throws IOException {
    try (target;
        PngReader reader = new PngReader(file)) {
      Optional<Problem> misfit = misfit(reader, size, classMap, path);
      if (misfit.isPresent()) {
        return new Checked(List.of(misfit.get()), List.of(), Set.of());
      }
      BrushMask mask = new BrushMask(brushes, places(brushes, classMap));
      mask.copy(reader, target);
      return new Checked(List.of(), mask.warnings(path), mask.painted);
    } catch (BadPngException unreadable) {
      Problem problem =
          new Problem(ProblemCode.MASK_UNREADABLE, path, String.valueOf(unreadable.getMessage()));
      return new Checked(List.of(problem), List.of(), Set.of());
    }
  }

  private static Optional<Problem> misfit(
      PngReader reader, Optional<Size> size, Map<Integer, String> classMap, String path) {
    Size own = new Size(reader.width(), reader.height());
    if (!size.orElse(own).equals(own)) {
      String message =
          "The mask has %d x %d pixels, the asset %d x %d."
              .formatted(own.width(), own.height(), size.get().width(), size.get().height());
      return Optional.of(new Problem(ProblemCode.MASK_SIZE, path, message));
    }
    if (size.isEmpty() && (long) own.width() * own.height() > Limits.MASK_PIXELS) {
      String message = "The mask has more than " + Limits.MASK_PIXELS + " pixels.";
      return Optional.of(new Problem(ProblemCode.MASK_UNREADABLE, path, message));
    }
    if (!classMap.isEmpty() && !reader.hasValues()) {
      String message = "A class map is for indexed and grey pictures; this one has colors.";
      return Optional.of(new Problem(ProblemCode.MASK_COLOR, path, message));
    }
    return Optional.empty();
  }

  /** Places in the list of classes by pixel values; classes that are not there have none. */
  private static Optional<Map<Integer, Integer>> places(
      List<Brush> brushes, Map<Integer, String> classMap) {
    if (classMap.isEmpty()) {
      return Optional.empty();
    }
    List<String> ids = brushes.stream().map(Brush::schemaId).toList();
    Map<Integer, Integer> places = new HashMap<>();
    classMap.forEach((value, id) -> places.put(value, ids.indexOf(id)));
    return Optional.of(places);
  }

  private void copy(PngReader reader, OutputStream target) throws IOException {
    byte[] pixels = new byte[Math.multiplyExact(reader.width(), PngWriter.Pixels.RGBA.bytes())];
    try (PngWriter writer =
        new PngWriter(target, reader.width(), reader.height(), PngWriter.Pixels.RGBA)) {
      boolean[] isPainted = new boolean[brushes.size()];
      for (int y = 0; y < reader.height(); y++) {
        reader.next();
        for (int x = 0; x < reader.width(); x++) {
          int brush = byValue.isPresent() ? ofValue(reader.value(x)) : ofColor(reader.color(x));
          int color = brush == NOTHING ? WHITE : brushes.get(brush).color();
          pixels[4 * x] = (byte) (color >> 16);
          pixels[4 * x + 1] = (byte) (color >> 8);
          pixels[4 * x + 2] = (byte) color;
          pixels[4 * x + 3] = (byte) (brush == NOTHING ? 0 : 0xFF);
          if (brush != NOTHING) {
            isPainted[brush] = true;
          }
        }
        writer.row(pixels);
      }
      for (int i = 0; i < isPainted.length; i++) {
        if (isPainted[i]) {
          painted.add(brushes.get(i).schemaId());
        }
      }
    }
  }

  private int ofValue(int value) {
    int brush = byValue.orElseThrow().getOrDefault(value, NOTHING);
    if (brush == NOTHING && value != 0) {
      countStranger(value);
    }
    return brush;
  }

  private int ofColor(int argb) {
    if (argb >>> 24 < OPAQUE_FROM) {
      return NOTHING;
    }
    int color = argb & RGB;
    if (color != lastColor || lastBrush == NOTHING) {
      lastBrush = looked(color);
      lastColor = color;
    }
    if (lastBrush == NOTHING) {
      countStranger(color);
    }
    return lastBrush;
  }

  private int looked(int color) {
    Integer before = known.get(color);
    int brush = before == null ? nearest(color) : before;
    if (before == null && known.size() < MOST_COUNTED) {
      known.put(color, brush);
    }
    return brush;
  }

  /** The class of the nearest color within reach; white means the only class there is. */
  private int nearest(int color) {
    int best = NOTHING;
    int least = FARTHEST * FARTHEST + 1;
    for (int i = 0; i < brushes.size(); i++) {
      int distance = distance(color, brushes.get(i).color());
      if (distance < least) {
        least = distance;
        best = i;
      }
    }
    return best == NOTHING && color == WHITE && brushes.size() == 1 ? 0 : best;
  }

  private static int distance(int one, int two) {
    int red = (one >> 16) - (two >> 16);
    int green = (one >> 8 & 0xFF) - (two >> 8 & 0xFF);
    int blue = (one & 0xFF) - (two & 0xFF);
    return red * red + green * green + blue * blue;
  }

  private void countStranger(int stranger) {
    if (strangers.size() < MOST_COUNTED || strangers.containsKey(stranger)) {
      strangers.merge(stranger, 1L, Long::sum);
    } else {
      otherStrangers++;
    }
  }

  private List<Problem> warnings(String path) {
    if (strangers.isEmpty()) {
      return List.of();
    }
    String listed =
        strangers.entrySet().stream()
            .sorted(Map.Entry.<Integer, Long>comparingByValue(Comparator.reverseOrder()))
            .limit(MOST_LISTED)
            .map(each -> name(each.getKey()) + " (" + each.getValue() + " pixels)")
            .collect(Collectors.joining(", "));
    String more = strangers.size() > MOST_LISTED || otherStrangers > 0 ? " and others" : "";
    String what = byValue.isPresent() ? "The class map has no " : "No brush class has the color ";
    return List.of(
        new Problem(ProblemCode.MASK_COLOR, path, what + listed + more + "; these were left out."));
  }

  private String name(int stranger) {
    return byValue.isPresent() ? Integer.toString(stranger) : "#%06X".formatted(stranger);
  }
}
