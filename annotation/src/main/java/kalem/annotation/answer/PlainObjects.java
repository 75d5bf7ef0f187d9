package kalem.annotation.answer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import kalem.annotation.geometry.BadGeometryException;
import kalem.annotation.geometry.Box;
import kalem.annotation.geometry.Geometry;
import kalem.annotation.geometry.Point;
import kalem.annotation.geometry.Polygon;
import kalem.annotation.geometry.Polyline;
import kalem.annotation.json.JsonText;
import kalem.annotation.ontology.CategorySchema;
import kalem.annotation.ontology.ClassKind;
import kalem.annotation.ontology.SchemaClass;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;

/**
 * Reads tool objects straight from tokens, as long as there is nothing to say about them: no fault,
 * no warning, no rare member. That is nearly every object of nearly every import, and many times as
 * fast as by way of a tree. For all others {@link ToolReader} is asked, which decides alone what
 * they mean.
 */
final class PlainObjects {
  private static final int LONGEST_ID = 64;

  private final CategorySchema schema;
  private final AssetFacts asset;
  private final ShapeReader shapes;

  PlainObjects(IntakeState state) {
    this.schema = state.schema();
    this.asset = state.context().asset();
    this.shapes = new ShapeReader(asset, state.report());
  }

  /** What was read of one object. */
  private static final class Draft {
    private @Nullable String schemaId;
    private @Nullable String title;
    private @Nullable String objectId;
    private @Nullable String key;
    private @Nullable Geometry geometry;
    private @Nullable Metadata metadata;
    private OptionalInt page = OptionalInt.empty();
    private boolean keyFrame;
    private boolean lock;

    /** Rare, so made when needed. */
    private Map<String, JsonText> extras = Map.of();

    void extra(String name, JsonText value) {
      if (extras.isEmpty()) {
        extras = new LinkedHashMap<>();
      }
      extras.put(name, value);
    }
  }

  /**
   * The object whose first token is the present one, without an id where it has none; nothing when
   * it is not plain, and then the parser stands anywhere inside it.
   *
   * @throws tools.jackson.core.JacksonException when the text is not that of JSON after all
   */
  Optional<ToolObject> read(JsonParser tokens) {
    Draft draft = new Draft();
    if (tokens.currentToken() != JsonToken.START_OBJECT) {
      return Optional.empty();
    }
    while (tokens.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = tokens.currentName();
      JsonToken value = tokens.nextToken();
      if (!member(name, value, tokens, draft)) {
        return Optional.empty();
      }
    }
    return object(draft);
  }

  /** Takes one member; false when it is not plain. */
  private boolean member(String name, JsonToken value, JsonParser tokens, Draft draft) {
    boolean isText = value == JsonToken.VALUE_STRING;
    switch (name) {
      case "schemaId" -> draft.schemaId = isText ? tokens.getString() : null;
      case "title" -> draft.title = isText ? tokens.getString() : null;
      case "objectId" -> draft.objectId = isText ? tokens.getString() : null;
      case "tool" -> {}
      case "page" -> draft.page = page(value, tokens);
      case "lock" -> draft.lock = value == JsonToken.VALUE_TRUE;
      case "keyFrame" -> draft.keyFrame = value == JsonToken.VALUE_TRUE;
      case "classifications" -> {
        return value == JsonToken.START_ARRAY && tokens.nextToken() == JsonToken.END_ARRAY;
      }
      case "metadata" -> draft.metadata = metadata(value, tokens);
      case "bounding-box", "polygon", "polyline", "point" -> {
        boolean isOnly = draft.key == null;
        draft.key = name;
        draft.geometry = geometry(name, value, tokens);
        return isOnly && draft.geometry != null;
      }
      default -> {
        return extra(name, value, tokens, draft);
      }
    }
    return switch (name) {
      case "schemaId", "title", "objectId" -> isText;
      case "page" -> draft.page.isPresent();
      case "metadata" -> draft.metadata != null;
      default -> value.isScalarValue();
    };
  }

  /** A member without a meaning here, such as a score. */
  private static boolean extra(String name, JsonToken value, JsonParser tokens, Draft draft) {
    boolean isPlain =
        value.isScalarValue()
            && !name.equals("interpolationStopped")
            && ClassKind.ofKey(name).isEmpty();
    if (isPlain) {
      JsonNode scalar = tokens.readValueAsTree();
      draft.extra(name, JsonText.of(scalar));
    }
    return isPlain;
  }

  private static OptionalInt page(JsonToken value, JsonParser tokens) {
    if (value != JsonToken.VALUE_NUMBER_INT
        || tokens.getNumberType() != JsonParser.NumberType.INT) {
      return OptionalInt.empty();
    }
    int page = tokens.getIntValue();
    return page < 0 ? OptionalInt.empty() : OptionalInt.of(page);
  }

  private static @Nullable Metadata metadata(JsonToken value, JsonParser tokens) {
    if (value != JsonToken.START_OBJECT) {
      return null;
    }
    JsonNode tree = tokens.readValueAsTree();
    return Metadata.of(tree);
  }

  private @Nullable Geometry geometry(String key, JsonToken value, JsonParser tokens) {
    try {
      Geometry read =
          switch (key) {
            case "bounding-box" -> box(value, tokens);
            case "point" -> point(value, tokens);
            case "polygon" -> points(value, tokens).<Geometry>map(Polygon::new).orElse(null);
            default -> points(value, tokens).<Geometry>map(Polyline::new).orElse(null);
          };
      return read == null ? null : shapes.unchanged(read).orElse(null);
    } catch (BadGeometryException bad) {
      return null;
    }
  }

  private static @Nullable Box box(JsonToken value, JsonParser tokens) {
    if (value != JsonToken.START_OBJECT) {
      return null;
    }
    double[] numbers = new double[4];
    int given = 0;
    while (tokens.nextToken() == JsonToken.PROPERTY_NAME) {
      int index =
          switch (tokens.currentName()) {
            case "x" -> 0;
            case "y" -> 1;
            case "width" -> 2;
            case "height" -> 3;
            default -> -1;
          };
      boolean isNew = index >= 0 && (given & (1 << index)) == 0;
      if (!tokens.nextToken().isNumeric() || !isNew) {
        return null;
      }
      numbers[index] = tokens.getDoubleValue();
      given |= 1 << index;
    }
    return given == 0b1111 ? new Box(numbers[0], numbers[1], numbers[2], numbers[3]) : null;
  }

  private static Optional<List<Point>> points(JsonToken value, JsonParser tokens) {
    if (value != JsonToken.START_ARRAY) {
      return Optional.empty();
    }
    List<Point> points = new ArrayList<>();
    for (JsonToken next = tokens.nextToken();
        next != JsonToken.END_ARRAY;
        next = tokens.nextToken()) {
      Point point = point(next, tokens);
      if (point == null) {
        return Optional.empty();
      }
      points.add(point);
    }
    return Optional.of(points);
  }

  private static @Nullable Point point(JsonToken value, JsonParser tokens) {
    if (value != JsonToken.START_ARRAY || !tokens.nextToken().isNumeric()) {
      return null;
    }
    double x = tokens.getDoubleValue();
    if (!tokens.nextToken().isNumeric()) {
      return null;
    }
    double y = tokens.getDoubleValue();
    return tokens.nextToken() == JsonToken.END_ARRAY ? new Point(x, y) : null;
  }

  private Optional<ToolObject> object(Draft draft) {
    String key = draft.key;
    Geometry geometry = draft.geometry;
    if (key == null || geometry == null) {
      return Optional.empty();
    }
    boolean isPageKnown =
        asset.pageTotal().isEmpty()
            || draft.page.isEmpty()
            || draft.page.getAsInt() < asset.pageTotal().getAsInt();
    String id = draft.objectId == null ? "" : draft.objectId;
    if (!isPageKnown || id.length() > LONGEST_ID) {
      return Optional.empty();
    }
    return kind(draft, key)
        .map(
            found ->
                new ToolObject(
                    id,
                    found.schemaId(),
                    found.title(),
                    geometry,
                    new Marks(draft.page, draft.keyFrame, false, draft.lock),
                    List.of(),
                    Optional.ofNullable(draft.metadata),
                    draft.extras));
  }

  private Optional<SchemaClass> kind(Draft draft, String key) {
    String schemaId = draft.schemaId;
    String title = draft.title;
    if (schemaId != null && !schemaId.isEmpty()) {
      return schema.find(schemaId).filter(found -> found.kind().key().equals(key));
    }
    if (title == null || title.isEmpty()) {
      return Optional.empty();
    }
    List<SchemaClass> titled = schema.toolsTitled(title, key);
    return titled.size() == 1 ? Optional.of(titled.getFirst()) : Optional.empty();
  }
}
