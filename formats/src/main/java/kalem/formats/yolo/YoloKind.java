package kalem.formats.yolo;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What the lines of label files say. */
enum YoloKind {
  /** {@code class cx cy w h}. */
  DETECTION,
  /** {@code class x1 y1 x2 y2 x3 y3 x4 y4}. */
  OBB,
  /** {@code class x1 y1 x2 y2 ...}. */
  SEGMENTATION,
  /** {@code class cx cy w h kx ky v ...}. */
  POSE,
  /** No lines, but one class for each picture. */
  CLASSIFICATION;

  /** The name in options and in {@code data.yaml}. */
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<YoloKind> of(String key) {
    return Arrays.stream(values()).filter(kind -> kind.key().equals(key)).findFirst();
  }

  static Set<String> keys() {
    return Arrays.stream(values()).map(YoloKind::key).collect(Collectors.toSet());
  }
}
