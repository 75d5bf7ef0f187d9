package kalem.annotation.geometry;

import kalem.annotation.json.CompactJson;

/**
 * An upright box: top-left corner and size in pixels. Negative sizes, as old data has them, are
 * turned so that the corner is the top-left one.
 */
public record Box(double x, double y, double width, double height) implements Geometry {
  public Box {
    x = Numbers.finite("x", Math.min(x, x + width));
    y = Numbers.finite("y", Math.min(y, y + height));
    width = Numbers.positive("width", Math.abs(width));
    height = Numbers.positive("height", Math.abs(height));
  }

  @Override
  public String key() {
    return "bounding-box";
  }

  @Override
  public void write(CompactJson json) {
    json.object().key("x").number(x).key("y").number(y);
    json.key("width").number(width).key("height").number(height).endObject();
  }
}
