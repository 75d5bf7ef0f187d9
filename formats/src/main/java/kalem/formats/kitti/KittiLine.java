package kalem.formats.kitti;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.StringTokenizer;
import kalem.formats.image.Hull;

/**
 * One line: {@code type truncated occluded alpha left top right bottom h w l x y z rotation_y
 * [score]}.
 */
record KittiLine(
    String type,
    double truncated,
    double occluded,
    double alpha,
    Hull box,
    Cuboid cuboid,
    OptionalDouble score) {
  /** What KITTI writes where nothing is known. */
  static final double NO_ANGLE = -10;

  static final double NO_SIZE = -1;

  private static final int NUMBERS = 14;

  /** Reads a line; nothing when it has not the right form. */
  static Optional<KittiLine> of(String text) {
    StringTokenizer fields = new StringTokenizer(text);
    int count = fields.countTokens() - 1;
    if (count != NUMBERS && count != NUMBERS + 1) {
      return Optional.empty();
    }
    String type = fields.nextToken();
    double[] numbers = new double[count];
    try {
      for (int i = 0; i < count; i++) {
        numbers[i] = Double.parseDouble(fields.nextToken());
        if (!Double.isFinite(numbers[i])) {
          return Optional.empty();
        }
      }
    } catch (NumberFormatException none) {
      return Optional.empty();
    }
    Hull box = new Hull(numbers[3], numbers[4], numbers[5], numbers[6]);
    return Optional.of(
        new KittiLine(
            type,
            numbers[0],
            numbers[1],
            numbers[2],
            box,
            new Cuboid(
                numbers[7],
                numbers[8],
                numbers[9],
                numbers[10],
                numbers[11],
                numbers[12],
                numbers[13],
                box.isFlat() ? Optional.empty() : Optional.of(box)),
            count > NUMBERS ? OptionalDouble.of(numbers[NUMBERS]) : OptionalDouble.empty()));
  }

  /** Whether the line says where the object is in space. */
  boolean hasCuboid() {
    return cuboid.height() > 0 && cuboid.width() > 0 && cuboid.length() > 0;
  }
}
