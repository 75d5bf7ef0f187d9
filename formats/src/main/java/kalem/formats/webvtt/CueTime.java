package kalem.formats.webvtt;

import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times of cues, in milliseconds. */
final class CueTime {
  private static final Pattern FORM =
      Pattern.compile("(?:(\\d{2,6}):)?([0-5]\\d):([0-5]\\d)\\.(\\d{3})");

  private CueTime() {}

  static String text(long millis) {
    long seconds = millis / 1000;
    return String.format(
        Locale.ROOT,
        "%02d:%02d:%02d.%03d",
        seconds / 3600,
        seconds / 60 % 60,
        seconds % 60,
        millis % 1000);
  }

  static OptionalLong parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return OptionalLong.empty();
    }
    long hours = matcher.group(1) == null ? 0 : Long.parseLong(matcher.group(1));
    long minutes = hours * 60 + Long.parseLong(matcher.group(2));
    long seconds = minutes * 60 + Long.parseLong(matcher.group(3));
    return OptionalLong.of(seconds * 1000 + Long.parseLong(matcher.group(4)));
  }
}
