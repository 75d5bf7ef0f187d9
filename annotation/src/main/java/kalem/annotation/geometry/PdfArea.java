package kalem.annotation.geometry;

import java.util.List;
import java.util.Optional;
import kalem.annotation.json.CompactJson;
import kalem.annotation.json.JsonText;

/**
 * Highlighted text or an area of a PDF page (export-format section 8.7).
 *
 * @param bounds around the whole
 * @param rectangles the pieces of highlighted text, line by line; none for an area
 * @param pageNumber from 1
 * @param content the text or picture, word for word
 * @param positionRest other members of the position
 */
public record PdfArea(
    Rectangle bounds,
    List<Rectangle> rectangles,
    int pageNumber,
    Optional<JsonText> content,
    Rest positionRest,
    Rest rest)
    implements OpaqueGeometry {
  public PdfArea {
    rectangles = List.copyOf(rectangles);
    if (pageNumber < 1) {
      throw new BadGeometryException("pageNumber counts from 1.");
    }
    if (bounds.isEmpty()) {
      throw new BadGeometryException("The boundingRect must have an area.");
    }
  }

  /**
   * A rectangle in a picture of the page.
   *
   * @param left to {@code bottom} in pixels of the picture
   * @param pageWidth size of the picture; differs from object to object
   */
  public record Rectangle(
      double left,
      double top,
      double right,
      double bottom,
      double pageWidth,
      double pageHeight,
      Rest rest) {
    public Rectangle {
      double otherX = Numbers.finite("x2", right);
      double otherY = Numbers.finite("y2", bottom);
      right = Math.max(Numbers.finite("x1", left), otherX);
      bottom = Math.max(Numbers.finite("y1", top), otherY);
      left = Math.min(left, otherX);
      top = Math.min(top, otherY);
      pageWidth = Numbers.positive("width", pageWidth);
      pageHeight = Numbers.positive("height", pageHeight);
    }

    /** The rectangle in a page of the size 1 x 1, which makes objects comparable. */
    public Box share() {
      return new Box(
          left / pageWidth,
          top / pageHeight,
          (right - left) / pageWidth,
          (bottom - top) / pageHeight);
    }

    private boolean isEmpty() {
      return !(left < right && top < bottom);
    }

    private void write(CompactJson json) {
      json.object().key("x1").number(left).key("y1").number(top);
      json.key("x2").number(right).key("y2").number(bottom);
      json.key("width").number(pageWidth).key("height").number(pageHeight);
      rest.write(json);
      json.endObject();
    }
  }

  @Override
  public String key() {
    return "pdf";
  }

  @Override
  public void write(CompactJson json) {
    json.object().key("position").object().key("boundingRect");
    bounds.write(json);
    json.key("rects").array();
    rectangles.forEach(rectangle -> rectangle.write(json));
    json.endArray().key("pageNumber").number(pageNumber);
    positionRest.write(json);
    json.endObject();
    content.ifPresent(value -> json.key("content").raw(value.text()));
    rest.write(json);
    json.endObject();
  }
}
