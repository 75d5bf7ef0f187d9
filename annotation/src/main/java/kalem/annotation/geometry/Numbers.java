package kalem.annotation.geometry;

/** Checks of single numbers. */
final class Numbers {
  private Numbers() {}

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
