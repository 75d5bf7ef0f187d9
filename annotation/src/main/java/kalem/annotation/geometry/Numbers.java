package kalem.annotation.geometry;

import tools.jackson.databind.JsonNode;

/** Reads and checks single numbers. */
final class Numbers {
  private Numbers() {}

  static double of(JsonNode value, String name) {
    return of(name, value.path(name));
  }

  static double of(String name, JsonNode value) {
    if (!value.isNumber()) {
      throw new BadGeometryException(name + " must be a number.");
    }
    // Whole numbers of hundreds of digits fit no double, and then there is no value to ask for.
    return finite(name, value.doubleValueOpt().orElse(Double.NaN));
  }

  /** The number itself, with the negative zero made plain, as JSON knows only one zero. */
  static double finite(String name, double value) {
    if (!Double.isFinite(value)) {
      throw new BadGeometryException(name + " must be a finite number.");
    }
    return value == 0 ? 0.0 : value;
  }

  static double positive(String name, double value) {
    if (!(finite(name, value) > 0)) {
      throw new BadGeometryException(name + " must be greater than 0.");
    }
    return value;
  }
}
