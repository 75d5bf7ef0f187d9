package kalem.annotation.geometry;

import kalem.annotation.json.CompactJson;

/**
 * An upright box in a volume, in voxel indices from 0 (export-format section 8.8). Corners may come
 * in any order and are turned so that the first has the smaller numbers.
 */
public record VolumeBox(VolumePoint least, VolumePoint most, Rest rest) implements OpaqueGeometry {
  public VolumeBox {
    VolumePoint one = least;
    VolumePoint other = most;
    least =
        new VolumePoint(
            Math.min(one.x(), other.x()),
            Math.min(one.y(), other.y()),
            Math.min(one.z(), other.z()));
    most =
        new VolumePoint(
            Math.max(one.x(), other.x()),
            Math.max(one.y(), other.y()),
            Math.max(one.z(), other.z()));
    if (!(least.x() < most.x() && least.y() < most.y() && least.z() < most.z())) {
      throw new BadGeometryException("A box in a volume must have a volume.");
    }
  }

  @Override
  public String key() {
    return "bounding-box";
  }

  @Override
  public void write(CompactJson json) {
    json.object();
    least.writeEnds(most, json);
    rest.write(json);
    json.endObject();
  }
}
