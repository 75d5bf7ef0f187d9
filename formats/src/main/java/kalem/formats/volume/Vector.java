package kalem.formats.volume;

/** A place or a direction in millimetres, LPS. */
public record Vector(double x, double y, double z) {
  Vector plus(Vector other, double times) {
    return new Vector(x + times * other.x, y + times * other.y, z + times * other.z);
  }

  double distance(Vector other) {
    return Math.hypot(Math.hypot(x - other.x, y - other.y), z - other.z);
  }

  double length() {
    return Math.hypot(Math.hypot(x, y), z);
  }

  boolean isFinite() {
    return Double.isFinite(x) && Double.isFinite(y) && Double.isFinite(z);
  }
}
