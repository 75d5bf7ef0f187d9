package kalem.annotation.geometry;

import kalem.annotation.json.CompactJson;
import kalem.annotation.json.JsonText;

/**
 * A shape that no picture shows: a part of a text, a sound, a PDF page, a volume, a point cloud or
 * a chat. Members that have no meaning here are kept.
 */
public sealed interface OpaqueGeometry extends Geometry
    permits Span, PdfArea, VolumeBox, VolumeLine, Angle, Message, Cuboid, Verbatim {

  /** The value that stands under {@link #key()}. */
  default JsonText value() {
    StringBuilder text = new StringBuilder();
    write(new CompactJson(text));
    return new JsonText(text.toString());
  }
}
