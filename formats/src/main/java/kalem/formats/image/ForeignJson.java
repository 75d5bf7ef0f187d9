package kalem.formats.image;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import kalem.formats.Limits;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON that others wrote: bounded in every direction, and with the NaN that Python writes, which
 * then makes one label unusable and not the whole file.
 */
public final class ForeignJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(Limits.json())
                  .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                  .build())
          .build();

  private ForeignJson() {}

  public static JsonMapper mapper() {
    return MAPPER;
  }

  /** A finite number; nothing for anything else, also for one that no double can hold. */
  public static OptionalDouble number(JsonNode node) {
    OptionalDouble value = node.isNumber() ? node.doubleValueOpt() : OptionalDouble.empty();
    return value.isPresent() && Double.isFinite(value.getAsDouble())
        ? value
        : OptionalDouble.empty();
  }

  /** A whole number, also one written as text or with a fraction of zero. */
  public static OptionalLong whole(JsonNode node) {
    if (node.isString()) {
      return wholeOf(node.stringValue());
    }
    OptionalLong exact = node.isIntegralNumber() ? node.longValueOpt() : OptionalLong.empty();
    if (exact.isPresent()) {
      return exact;
    }
    OptionalDouble value = number(node);
    boolean isWhole =
        value.isPresent()
            && value.getAsDouble() == Math.rint(value.getAsDouble())
            && Math.abs(value.getAsDouble()) < 1L << 53;
    return isWhole ? OptionalLong.of((long) value.getAsDouble()) : OptionalLong.empty();
  }

  private static OptionalLong wholeOf(String text) {
    try {
      return OptionalLong.of(Long.parseLong(text.strip()));
    } catch (NumberFormatException none) {
      return OptionalLong.empty();
    }
  }

  /** A text that is not blank. */
  public static Optional<String> text(JsonNode node) {
    return node.stringValueOpt().filter(text -> !text.isBlank());
  }
}
