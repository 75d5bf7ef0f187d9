package kalem.formats.coco;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import kalem.annotation.LongIndex;
import kalem.formats.BadImportException;
import kalem.formats.image.ForeignJson;
import kalem.formats.image.FoundClasses;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;

/**
 * Where everything stands in a file: the first of two passes. Annotations come in any order and
 * before or after their images, so each is remembered by its place in plain arrays, 20 bytes
 * apiece, and grouped by image at the end.
 */
final class CocoIndex {
  private static final int NO_IMAGE = -1;

  private final Map<Long, Category> categories = new LinkedHashMap<>();
  private final Places images = new Places();
  private final LongIndex imagesById = new LongIndex();
  private final Places annotations = new Places();

  /** The annotations in the order of their images, and where those of an image begin. */
  private int[] order = {};

  private int[] firstOfImage = {0};
  private int orphans;

  private CocoIndex() {}

  /**
   * Reads a file through.
   *
   * @throws BadImportException when it is no JSON object in UTF-8
   */
  static CocoIndex of(InputStream stream) throws IOException {
    CocoIndex index = new CocoIndex();
    try (JsonParser tokens = ForeignJson.mapper().createParser(stream)) {
      index.read(tokens);
    } catch (JacksonException broken) {
      throw notJson(broken);
    }
    index.group();
    return index;
  }

  /** The ids of all annotations of a file. */
  static LongIndex annotationIds(InputStream stream) throws IOException {
    LongIndex ids = new LongIndex();
    try (JsonParser tokens = ForeignJson.mapper().createParser(stream)) {
      if (tokens.nextToken() != JsonToken.START_OBJECT) {
        return ids;
      }
      while (tokens.nextToken() == JsonToken.PROPERTY_NAME) {
        boolean isWanted = tokens.currentName().equals("annotations");
        if (tokens.nextToken() == JsonToken.START_ARRAY && isWanted) {
          while (next(tokens) != JsonToken.END_ARRAY) {
            id(tokens).ifPresent(id -> ids.add(id, 0));
          }
        }
        tokens.skipChildren();
      }
      return ids;
    } catch (JacksonException broken) {
      throw notJson(broken);
    }
  }

  /** The id of the element that begins here; ends at the end of the element. */
  private static OptionalLong id(JsonParser tokens) {
    OptionalLong id = OptionalLong.empty();
    if (tokens.currentToken() != JsonToken.START_OBJECT) {
      tokens.skipChildren();
      return id;
    }
    while (next(tokens) == JsonToken.PROPERTY_NAME) {
      boolean isId = tokens.currentName().equals("id");
      next(tokens);
      id = isId ? whole(tokens) : id;
      tokens.skipChildren();
    }
    return id;
  }

  private static BadImportException notJson(JacksonException broken) {
    TokenStreamLocation place = broken.getLocation();
    String where =
        place == null ? "" : " at line " + place.getLineNr() + ", column " + place.getColumnNr();
    return new BadImportException("The COCO file is not JSON" + where + ".", broken);
  }

  private void read(JsonParser tokens) {
    if (tokens.nextToken() != JsonToken.START_OBJECT) {
      throw new BadImportException("A COCO file is a JSON object.");
    }
    while (tokens.nextToken() == JsonToken.PROPERTY_NAME) {
      String key = tokens.currentName();
      boolean isList = tokens.nextToken() == JsonToken.START_ARRAY;
      if (isList && key.equals("images")) {
        readImages(tokens);
      } else if (isList && key.equals("annotations")) {
        readAnnotations(tokens);
      } else if (isList && key.equals("categories")) {
        readCategories(tokens);
      } else {
        tokens.skipChildren();
      }
    }
    if (tokens.currentToken() != JsonToken.END_OBJECT) {
      throw new BadImportException("The COCO file ends too early.");
    }
  }

  private void readCategories(JsonParser tokens) {
    while (next(tokens) != JsonToken.END_ARRAY) {
      JsonNode node = tokens.readValueAsTree();
      OptionalLong id = Category.id(node);
      if (id.isPresent()) {
        Category category = Category.of(node, id.getAsLong());
        // Annotations may have come first and made the category known by its id alone.
        Category early = categories.get(id.getAsLong());
        if (early != null && early.needsZones()) {
          category.needZones();
        }
        categories.put(id.getAsLong(), category);
      }
    }
  }

  private void readImages(JsonParser tokens) {
    while (next(tokens) != JsonToken.END_ARRAY) {
      long start = offset(tokens.currentTokenLocation());
      OptionalLong id = id(tokens);
      int number = images.add(start, offset(tokens.currentLocation()), id.orElse(0));
      if (id.isPresent()) {
        imagesById.add(id.getAsLong(), number);
      }
    }
  }

  private void readAnnotations(JsonParser tokens) {
    while (next(tokens) != JsonToken.END_ARRAY) {
      long start = offset(tokens.currentTokenLocation());
      OptionalLong image = OptionalLong.empty();
      OptionalLong category = OptionalLong.empty();
      boolean needsZones = false;
      boolean isCrowd = false;
      if (tokens.currentToken() == JsonToken.START_OBJECT) {
        while (next(tokens) == JsonToken.PROPERTY_NAME) {
          String key = tokens.currentName();
          next(tokens);
          switch (key) {
            case "image_id" -> image = whole(tokens);
            case "category_id" -> category = whole(tokens);
            case "iscrowd" -> isCrowd = whole(tokens).orElse(0) == 1;
            case "segmentation" -> needsZones = needsZones(tokens);
            default -> {}
          }
          tokens.skipChildren();
        }
      } else {
        tokens.skipChildren();
      }
      annotations.add(start, offset(tokens.currentLocation()), image.orElse(Long.MIN_VALUE));
      if (needsZones && !isCrowd && category.isPresent()) {
        categories.computeIfAbsent(category.getAsLong(), Category::undeclared).needZones();
      }
    }
  }

  /** Run lengths and several rings do; ends at the end of the value. */
  private static boolean needsZones(JsonParser tokens) {
    if (tokens.currentToken() == JsonToken.START_OBJECT) {
      return true;
    }
    if (tokens.currentToken() != JsonToken.START_ARRAY) {
      return false;
    }
    int rings = 0;
    while (next(tokens) != JsonToken.END_ARRAY) {
      rings += tokens.currentToken() == JsonToken.START_ARRAY ? 1 : 0;
      tokens.skipChildren();
    }
    return rings > 1;
  }

  private static OptionalLong whole(JsonParser tokens) {
    JsonToken token = tokens.currentToken();
    return token == JsonToken.VALUE_NUMBER_INT
            || token == JsonToken.VALUE_NUMBER_FLOAT
            || token == JsonToken.VALUE_STRING
        ? ForeignJson.whole(tokens.readValueAsTree())
        : OptionalLong.empty();
  }

  private static JsonToken next(JsonParser tokens) {
    JsonToken token = tokens.nextToken();
    if (token == null) {
      throw new BadImportException("The COCO file ends too early.");
    }
    return token;
  }

  private static long offset(TokenStreamLocation location) {
    if (location.getByteOffset() < 0) {
      throw new BadImportException("A COCO file must be in UTF-8.");
    }
    return location.getByteOffset();
  }

  /** Sorts the annotations by image with one count per image, keeping their order. */
  private void group() {
    int[] counts = new int[images.size() + 1];
    int[] imageOf = new int[annotations.size()];
    for (int i = 0; i < imageOf.length; i++) {
      imageOf[i] = imagesById.get(annotations.key(i));
      if (imageOf[i] == LongIndex.ABSENT) {
        imageOf[i] = NO_IMAGE;
        orphans++;
      } else {
        counts[imageOf[i] + 1]++;
      }
    }
    Arrays.parallelPrefix(counts, Integer::sum);
    firstOfImage = counts.clone();
    order = new int[imageOf.length - orphans];
    for (int i = 0; i < imageOf.length; i++) {
      if (imageOf[i] != NO_IMAGE) {
        order[counts[imageOf[i]]++] = i;
      }
    }
  }

  /** Notes the classes whose kind the file tells, used or not. */
  void declare(FoundClasses classes) {
    for (Category category : categories.values()) {
      category.tool().ifPresent(kind -> classes.named(kind, category.name()));
    }
  }

  Map<Long, Category> categories() {
    return categories;
  }

  int images() {
    return images.size();
  }

  /** Whether this is the image that annotations with its id belong to. */
  boolean isNamed(int image) {
    return imagesById.get(images.key(image)) == image;
  }

  /** The text of an image. */
  byte[] image(int image, CocoSource source) throws IOException {
    return source.bytes(images.start(image), images.length(image));
  }

  /** Where the annotations of an image begin in {@link #annotation}; ends where the next begin. */
  int first(int image) {
    return firstOfImage[image];
  }

  /** The text of an annotation, counted in the order of images. */
  byte[] annotation(int number, CocoSource source) throws IOException {
    int place = order[number];
    return source.bytes(annotations.start(place), annotations.length(place));
  }

  /** The number of annotations whose image is not in the file. */
  int orphans() {
    return orphans;
  }
}
