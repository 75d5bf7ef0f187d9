package kalem.annotation.geometry;

import java.util.List;
import kalem.annotation.json.CompactJson;

/** An open line through at least 2 points, in the order placed. */
public record Polyline(List<Point> points) implements Geometry {
  public Polyline {
    points = Points.atLeast(2, "polyline", points);
  }

  @Override
  public String key() {
    return "polyline";
  }

  @Override
  public void write(CompactJson json) {
    Points.write(points, json);
  }
}
