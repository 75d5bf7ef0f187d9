package kalem.annotation.geometry;

import kalem.annotation.json.CompactJson;

/**
 * A box in a point cloud (export-format section 8.10): right-handed, z up.
 *
 * @param center in metres
 * @param size length, width and height in metres
 * @param rotation around the axes, in radians
 */
public record Cuboid(VolumePoint center, VolumePoint size, VolumePoint rotation, Rest rest)
    implements OpaqueGeometry {
  static final String SHAPE = "cuboid";

  public Cuboid {
    Numbers.positive("size.x", size.x());
    Numbers.positive("size.y", size.y());
    Numbers.positive("size.z", size.z());
  }

  @Override
  public String key() {
    return "pct";
  }

  @Override
  public void write(CompactJson json) {
    json.object().key("shape").string(SHAPE).key("center");
    center.writeMembers(json);
    size.writeMembers(json.key("size"));
    rotation.writeMembers(json.key("rotation"));
    rest.write(json);
    json.endObject();
  }
}
