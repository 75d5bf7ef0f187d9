package kalem.annotation.geometry;

import kalem.annotation.json.CompactJson;

/** A tape measure in a volume, from start to end as drawn, in voxel indices from 0. */
public record VolumeLine(VolumePoint start, VolumePoint end, Rest rest) implements OpaqueGeometry {
  public VolumeLine {
    if (start.equals(end)) {
      throw new BadGeometryException("A line needs two different ends.");
    }
  }

  @Override
  public String key() {
    return "polyline";
  }

  @Override
  public void write(CompactJson json) {
    json.object();
    start.writeEnds(end, json);
    rest.write(json);
    json.endObject();
  }
}
