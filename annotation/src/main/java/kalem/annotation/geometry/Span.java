package kalem.annotation.geometry;

import java.util.Optional;
import kalem.annotation.json.CompactJson;

/**
 * A part of a text or of a sound (export-format section 8.6).
 *
 * @param start in a text the offset of the first character in UTF-16 units, in a sound seconds
 * @param end after the last character, or seconds
 * @param selection the text between the offsets; none in a sound
 */
public record Span(double start, double end, Optional<String> selection, Rest rest)
    implements OpaqueGeometry {
  public Span {
    start = Numbers.finite("start", start);
    end = Numbers.finite("end", end);
    if (start < 0) {
      throw new BadGeometryException("The start must not be negative.");
    }
    if (!(start < end)) {
      throw new BadGeometryException("The end must lie after the start.");
    }
  }

  /**
   * The span with what it covers in a text.
   *
   * @throws BadGeometryException when the offsets are not those of characters of the text
   */
  public Span in(String text) {
    boolean isInside = start == Math.rint(start) && end == Math.rint(end) && end <= text.length();
    if (!isInside) {
      throw new BadGeometryException(
          "Offsets are whole numbers up to the length of the text, " + text.length() + ".");
    }
    return new Span(start, end, Optional.of(text.substring((int) start, (int) end)), rest);
  }

  @Override
  public String key() {
    return "ner";
  }

  @Override
  public void write(CompactJson json) {
    json.object().key("start").number(start).key("end").number(end);
    selection.ifPresent(text -> json.key("selection").string(text));
    rest.write(json);
    json.endObject();
  }
}
