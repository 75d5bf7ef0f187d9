package kalem.formats.masks;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import kalem.annotation.ontology.CategorySchema;
import kalem.annotation.ontology.ClassKind;
import kalem.annotation.ontology.SchemaClass;
import kalem.formats.masks.MaskOptions.Mapping;

/**
 * The classes of masks. They are numbered by their place among all tool classes of the schema, so
 * that leaving classes out does not change the numbers of the others.
 */
final class MaskClasses {
  /** The number of pixels that nothing covers; classes are numbered from 1. */
  static final int BACKGROUND = 0;

  private static final int MOST_GREY = 0xFFFE;
  private static final int MOST_DIVERGING = 255;
  private static final Set<ClassKind> KINDS =
      Set.of(
          ClassKind.BOUNDING_BOX,
          ClassKind.ROTATED_BOUNDING_BOX,
          ClassKind.POLYGON,
          ClassKind.POLYLINE,
          ClassKind.SPLINE,
          ClassKind.SEGMENTATION,
          ClassKind.POINT,
          ClassKind.CIRCLE,
          ClassKind.BRUSH);

  private final Mapping mapping;
  private final boolean hasOutlines;
  private final List<MaskClass> classes = new ArrayList<>();
  private final Map<String, MaskClass> byId = new HashMap<>();
  private final Map<Integer, Integer> brushByColor = new HashMap<>();
  private final int[] ranks;
  private final int total;

  /**
   * A class.
   *
   * @param number from 1, what the pixels of a painted picture hold
   * @param rank the higher one covers the lower one
   * @param value what the pixels of the file hold: brightness, or a color as {@code 0xRRGGBB}
   * @param shown the color on overlays
   */
  record MaskClass(SchemaClass schemaClass, int number, int rank, int value, int shown) {}

  /**
   * Numbers the classes.
   *
   * @throws IllegalArgumentException when there are more than the mapping can tell apart
   */
  MaskClasses(CategorySchema schema, MaskOptions options) {
    this.mapping = options.mapping();
    this.hasOutlines = options.outlineWidth() > 0;
    this.total = schema.tools().size();
    this.ranks = new int[total + 2];
    if (total > most()) {
      throw new IllegalArgumentException(
          "The option class_mapping_type can not tell " + total + " classes apart.");
    }
    Set<String> named = new HashSet<>(options.included());
    for (int i = 0; i < total; i++) {
      SchemaClass each = schema.tools().get(i);
      boolean isIncluded =
          named.isEmpty() || named.contains(each.title()) || named.contains(each.schemaId());
      if (isIncluded && KINDS.contains(each.kind())) {
        add(each, i, options.priority());
      }
    }
  }

  private int most() {
    return mapping == Mapping.SINGLE_CHANNEL_DIVERGING ? MOST_DIVERGING : MOST_GREY;
  }

  private void add(SchemaClass each, int place, List<String> priority) {
    int rank = Math.max(priority.indexOf(each.title()), priority.indexOf(each.schemaId()));
    Optional<Integer> color =
        each.settings()
            .color()
            .filter(text -> text.matches("#[0-9A-Fa-f]{6}"))
            .map(text -> Integer.parseInt(text.substring(1), 16));
    int shown = color.orElse(Palette.color(place));
    int value =
        switch (mapping) {
          case SINGLE_CHANNEL_SEQUENTIAL -> place + 1;
          case SINGLE_CHANNEL_DIVERGING -> diverging(place);
          case MULTI_CHANNEL_QUALITATIVE -> Palette.color(place);
          case PROJECT_COLORS -> shown;
        };
    MaskClass added = new MaskClass(each, place + 1, rank, value, shown);
    classes.add(added);
    byId.putIfAbsent(each.schemaId(), added);
    ranks[added.number()] = rank;
    if (each.kind() == ClassKind.BRUSH) {
      color.ifPresent(rgb -> brushByColor.putIfAbsent(rgb, added.number()));
    }
  }

  /** 255, 128, 192, 64, 224, 160 ...: always the middles between those before. */
  static int diverging(int place) {
    if (place == 0) {
      return 255;
    }
    int level = Integer.numberOfTrailingZeros(Integer.highestOneBit(place));
    int step = 256 >> (level + 1);
    // The first of the last level is 255, which is taken.
    int within = place - (1 << level) + (step == 1 ? 1 : 0);
    return 256 - step - 2 * step * within;
  }

  List<MaskClass> all() {
    return classes;
  }

  Optional<MaskClass> find(String schemaId) {
    return Optional.ofNullable(byId.get(schemaId));
  }

  /** The number of the brush class of this color. */
  OptionalInt brushNumber(int rgb) {
    Integer number = brushByColor.get(rgb);
    return number == null ? OptionalInt.empty() : OptionalInt.of(number);
  }

  int rank(int number) {
    return ranks[number];
  }

  /** The number that outlines are painted with. */
  int outline() {
    return total + 1;
  }

  /** Whether values need two bytes. */
  boolean isWide() {
    return mapping == Mapping.SINGLE_CHANNEL_SEQUENTIAL && outlineValue() > 0xFF;
  }

  /** What the pixels of outlines hold; where white is taken by a class, they are background. */
  int outlineValue() {
    return switch (mapping) {
      case SINGLE_CHANNEL_SEQUENTIAL -> total < 255 ? 255 : 0xFFFF;
      case SINGLE_CHANNEL_DIVERGING -> BACKGROUND;
      case MULTI_CHANNEL_QUALITATIVE, PROJECT_COLORS -> 0xFFFFFF;
    };
  }

  /** What pixels hold in the file, by number. */
  int[] values() {
    int[] values = new int[total + 2];
    classes.forEach(each -> values[each.number()] = each.value());
    values[outline()] = hasOutlines ? outlineValue() : BACKGROUND;
    return values;
  }

  /** Colors on overlays, by number. */
  int[] shown() {
    int[] colors = new int[total + 2];
    classes.forEach(each -> colors[each.number()] = each.shown());
    colors[outline()] = 0xFFFFFF;
    return colors;
  }
}
