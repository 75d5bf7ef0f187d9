package kalem.annotation.answer;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What is read of a rich text, without its markup. Patterns and lengths are checked against it. */
final class PlainText {
  private static final Pattern TAG = Pattern.compile("<[^>]*>");
  private static final Pattern REFERENCE = Pattern.compile("&(amp|lt|gt|quot|nbsp|#39);");

  private PlainText() {}

  static String of(String html) {
    return REFERENCE.matcher(TAG.matcher(html).replaceAll("")).replaceAll(PlainText::character);
  }

  private static String character(MatchResult reference) {
    return switch (reference.group(1)) {
      case "amp" -> "&";
      case "lt" -> "<";
      case "gt" -> ">";
      case "quot" -> "\"";
      case "nbsp" -> " ";
      default -> "'";
    };
  }
}
