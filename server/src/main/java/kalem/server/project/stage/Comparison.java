package kalem.server.project.stage;

import java.math.BigDecimal;
import java.util.Optional;
import kalem.server.kernel.FilterPattern;
import kalem.server.kernel.KalemException;
import tools.jackson.databind.JsonNode;

/**
 * One operator with what it compares to, in the words of the task filter (api.md 6).
 *
 * @param value a number, text or truth value; a list for {@code $in} and {@code $nin}
 */
public record Comparison(Operator operator, JsonNode value) {

  /** The operators of comparisons. */
  public enum Operator {
    EQ("$eq"),
    NE("$ne"),
    GT("$gt"),
    GTE("$gte"),
    LT("$lt"),
    LTE("$lte"),
    IN("$in"),
    NIN("$nin"),
    REGEX("$regex"),
    EXISTS("$exists");

    private final String wireName;

    Operator(String wireName) {
      this.wireName = wireName;
    }

    static Optional<Operator> of(String wireName) {
      for (Operator operator : values()) {
        if (operator.wireName.equals(wireName)) {
          return Optional.of(operator);
        }
      }
      return Optional.empty();
    }
  }

  /** Reads {@code {"op":"$gte","value":80}}; empty when it is no comparison. */
  static Optional<Comparison> of(JsonNode node) {
    return Operator.of(node.path("op").asString(""))
        .flatMap(operator -> of(operator, node.path("value")));
  }

  /** Reads one member of {@code {"$gte":3}}; empty when it is no comparison. */
  static Optional<Comparison> of(String operator, JsonNode value) {
    return Operator.of(operator).flatMap(known -> of(known, value));
  }

  private static Optional<Comparison> of(Operator operator, JsonNode value) {
    boolean fits =
        switch (operator) {
          case GT, GTE, LT, LTE -> value.isNumber();
          case EQ, NE -> value.isValueNode() && !value.isNull();
          case IN, NIN -> value.isArray();
          case REGEX -> value.isString() && isPattern(value.asString());
          case EXISTS -> value.isBoolean();
        };
    return fits ? Optional.of(new Comparison(operator, value)) : Optional.empty();
  }

  private static boolean isPattern(String text) {
    try {
      FilterPattern.of("value", text);
      return true;
    } catch (KalemException e) {
      return false;
    }
  }

  /**
   * @param actual what there is; a missing or null node when there is nothing
   */
  public boolean holds(JsonNode actual) {
    boolean exists = !actual.isMissingNode() && !actual.isNull();
    return switch (operator) {
      case EXISTS -> exists == value.asBoolean();
      case NE -> !isSame(actual, value);
      case NIN -> value.valueStream().noneMatch(one -> isSame(actual, one));
      case EQ -> isSame(actual, value);
      case IN -> value.valueStream().anyMatch(one -> isSame(actual, one));
      case REGEX ->
          actual.isString() && FilterPattern.of("value", value.asString()).isIn(actual.asString());
      case GT, GTE, LT, LTE -> actual.isNumber() && holds(actual.decimalValue());
    };
  }

  private boolean holds(BigDecimal actual) {
    int order = actual.compareTo(value.decimalValue());
    return switch (operator) {
      case GT -> order > 0;
      case GTE -> order >= 0;
      case LT -> order < 0;
      case LTE -> order <= 0;
      case EQ, NE, IN, NIN, REGEX, EXISTS -> throw new IllegalStateException(operator.wireName);
    };
  }

  /** Numbers by value, whatever their notation; a list when one of its members is the same. */
  private static boolean isSame(JsonNode actual, JsonNode wanted) {
    if (actual.isNumber() && wanted.isNumber()) {
      return actual.decimalValue().compareTo(wanted.decimalValue()) == 0;
    }
    if (actual.isArray() && !wanted.isArray()) {
      return actual.valueStream().anyMatch(one -> isSame(one, wanted));
    }
    return actual.equals(wanted);
  }
}
