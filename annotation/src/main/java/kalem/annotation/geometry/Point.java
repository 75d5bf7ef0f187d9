package kalem.annotation.geometry;

import kalem.annotation.json.CompactJson;

/** A place on the asset; both a tool of its own and the vertex of other shapes. Pixels. */
public record Point(double x, double y) implements Geometry {
  public Point {
    x = Numbers.finite("x", x);
    y = Numbers.finite("y", y);
  }

  @Override
  public String key() {
    return "point";
  }

  @Override
  public void write(CompactJson json) {
    json.array().number(x).number(y).endArray();
  }

  Point plus(double factor, Point direction) {
    return new Point(x + factor * direction.x, y + factor * direction.y);
  }

  double distance(Point other) {
    return Math.hypot(other.x - x, other.y - y);
  }
}
