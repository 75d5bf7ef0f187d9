package kalem.annotation.geometry;

import java.util.List;
import java.util.Optional;
import kalem.annotation.json.CompactJson;

/** One instance made of at least one zone (export-format section 8.4). */
public record Segmentation(List<Zone> zones) implements Geometry {
  public Segmentation {
    zones = List.copyOf(zones);
    if (zones.isEmpty()) {
      throw new BadGeometryException("A segmentation needs at least one zone of 3 points.");
    }
  }

  @Override
  public String key() {
    return "segmentation";
  }

  @Override
  public void write(CompactJson json) {
    json.object().key("zones").array();
    zones.forEach(zone -> zone.write(json));
    json.endArray().endObject();
  }

  /**
   * A connected part of an instance: the outer ring and the rings cut out of it, none closed
   * explicitly.
   *
   * @param holes rings inside the region, maybe none
   */
  public record Zone(List<Point> region, List<List<Point>> holes) {
    public Zone {
      region = Points.atLeast(3, "zone", Points.open(region));
      holes =
          holes.stream()
              .map(Points::open)
              .filter(hole -> hole.size() >= 3)
              .map(List::copyOf)
              .toList();
    }

    /** The zone, or nothing when old data left its region without an area. */
    static Optional<Zone> ofRings(List<Point> region, List<List<Point>> holes) {
      return Points.open(region).size() < 3
          ? Optional.empty()
          : Optional.of(new Zone(region, holes));
    }

    void write(CompactJson json) {
      json.object().key("region");
      Points.write(region, json);
      json.key("holes").array();
      holes.forEach(hole -> Points.write(hole, json));
      json.endArray().endObject();
    }
  }
}
