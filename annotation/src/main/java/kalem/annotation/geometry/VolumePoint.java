package kalem.annotation.geometry;

import kalem.annotation.json.CompactJson;

/** A place in a volume or in space. */
public record VolumePoint(double x, double y, double z) {
  public VolumePoint {
    x = Numbers.finite("x", x);
    y = Numbers.finite("y", y);
    z = Numbers.finite("z", z);
  }

  void writeTriple(CompactJson json) {
    json.array().number(x).number(y).number(z).endArray();
  }

  void writeMembers(CompactJson json) {
    json.object().key("x").number(x).key("y").number(y).key("z").number(z).endObject();
  }

  /** Writes the members of this and another place as those of one value. */
  void writeEnds(VolumePoint other, CompactJson json) {
    json.key("x1").number(x).key("y1").number(y).key("z1").number(z);
    json.key("x2").number(other.x).key("y2").number(other.y).key("z2").number(other.z);
  }
}
