package kalem.annotation.geometry;

import java.util.List;
import kalem.annotation.json.CompactJson;

/** A closed shape of at least 3 points in click order; the first is not repeated at the end. */
public record Polygon(List<Point> points) implements Geometry {
  public Polygon {
    points = Points.atLeast(3, "polygon", Points.open(points));
  }

  @Override
  public String key() {
    return "polygon";
  }

  @Override
  public void write(CompactJson json) {
    Points.write(points, json);
  }
}
