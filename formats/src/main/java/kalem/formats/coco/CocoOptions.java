package kalem.formats.coco;

import kalem.formats.FileNames;
import kalem.formats.FormatConfig;
import tools.jackson.databind.JsonNode;

/**
 * Options of the writer.
 *
 * @param file name of the file, {@code annotations.json} unless told otherwise
 * @param boxAsPolygon boxes get a ring of their four corners as segmentation
 * @param onlyKeyFrames of a video only the key frames
 */
record CocoOptions(String file, boolean boxAsPolygon, boolean onlyKeyFrames) {
  static CocoOptions of(JsonNode config) {
    FormatConfig options = new FormatConfig(config);
    return new CocoOptions(
        FileNames.safe(options.text("file").orElse("annotations.json")),
        options.flag("box_as_polygon", false),
        options.flag("include_key_frames_only", false));
  }
}
