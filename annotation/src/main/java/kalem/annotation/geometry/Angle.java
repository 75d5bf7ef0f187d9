package kalem.annotation.geometry;

import kalem.annotation.json.CompactJson;

/**
 * An angle in a volume. Its places are slice numbers from 0 in the order coronal, sagittal, axial.
 *
 * @param degrees 0 to 180
 */
public record Angle(
    VolumePoint vertex, VolumePoint first, VolumePoint second, double degrees, Rest rest)
    implements OpaqueGeometry {
  public Angle {
    degrees = Numbers.finite("angle", degrees);
    if (degrees < 0 || degrees > 180) {
      throw new BadGeometryException("An angle lies between 0 and 180 degrees.");
    }
  }

  @Override
  public String key() {
    return "angle";
  }

  @Override
  public void write(CompactJson json) {
    json.object().key("vertex");
    vertex.writeTriple(json);
    first.writeTriple(json.key("p1"));
    second.writeTriple(json.key("p2"));
    json.key("angle").number(degrees);
    rest.write(json);
    json.endObject();
  }
}
