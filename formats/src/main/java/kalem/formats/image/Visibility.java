package kalem.formats.image;

import kalem.annotation.answer.ToolObject;
import kalem.annotation.json.JsonText;

/** How well a keypoint can be seen, as COCO and YOLO count it. */
public final class Visibility {
  /** The member of an object that says it is hidden; others are visible. */
  public static final String KEY = "visibility";

  public static final int HIDDEN = 1;
  public static final int VISIBLE = 2;

  private Visibility() {}

  /** Of a point that is there: hidden when another file said so, else visible. */
  public static int of(ToolObject point) {
    JsonText mark = point.extras().get(KEY);
    return mark != null && mark.text().equals(Integer.toString(HIDDEN)) ? HIDDEN : VISIBLE;
  }
}
