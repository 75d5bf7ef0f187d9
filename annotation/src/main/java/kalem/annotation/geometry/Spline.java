package kalem.annotation.geometry;

import java.util.List;
import kalem.annotation.json.CompactJson;

/** An open centripetal Catmull-Rom curve through at least 2 knots; only the knots are kept. */
public record Spline(List<Point> knots) implements Geometry {
  public Spline {
    knots = Points.atLeast(2, "spline", knots);
  }

  /** The curve as a line through points close together, every knot among them. */
  public List<Point> curve() {
    return new CatmullRom(knots).samples();
  }

  @Override
  public String key() {
    return "spline";
  }

  @Override
  public void write(CompactJson json) {
    Points.write(knots, json);
  }
}
