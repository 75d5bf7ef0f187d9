package kalem.annotation.geometry;

import kalem.annotation.json.CompactJson;

/** A circle: centre and radius in pixels. */
public record Circle(double x, double y, double radius) implements Geometry {
  public Circle {
    x = Numbers.finite("x", x);
    y = Numbers.finite("y", y);
    radius = Numbers.positive("radius", radius);
  }

  @Override
  public String key() {
    return "circle";
  }

  @Override
  public void write(CompactJson json) {
    json.object().key("x").number(x).key("y").number(y).key("radius").number(radius).endObject();
  }
}
