package kalem.formats.webvtt;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The payload of a cue.
 *
 * @param voice who speaks, as given in the first voice tag
 * @param words without tags
 */
record CueText(Optional<String> voice, String words) {
  private static final Pattern VOICE = Pattern.compile("<v(?:\\.[^ \\t>]*)?[ \\t]+([^>]*)>");
  private static final Pattern TAG = Pattern.compile("<[^>]*>");
  private static final Pattern ENTITY = Pattern.compile("&(amp|lt|gt|lrm|rlm|nbsp);");
  private static final Pattern LINE_ENDS =
      Pattern.compile("\\s*[\\n\\r\\f\\u0085\\u2028\\u2029]\\s*");
  private static final Map<String, String> CHARACTERS =
      Map.of("amp", "&", "lt", "<", "gt", ">", "lrm", "\u200E", "rlm", "\u200F", "nbsp", "\u00A0");

  static CueText parse(String payload) {
    Matcher matcher = VOICE.matcher(payload);
    Optional<String> voice =
        matcher.find() ? Optional.of(unescaped(matcher.group(1).strip())) : Optional.empty();
    String words = unescaped(TAG.matcher(payload).replaceAll("")).strip();
    return new CueText(voice.filter(name -> !name.isEmpty()), words);
  }

  /** The payload on one line; a blank line would end the cue. */
  String payload() {
    String text = escaped(words);
    return voice.map(name -> "<v " + escaped(name) + ">" + text).orElse(text);
  }

  private static String escaped(String text) {
    return LINE_ENDS
        .matcher(text.strip())
        .replaceAll(" ")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;");
  }

  private static String unescaped(String text) {
    return ENTITY
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(CHARACTERS.getOrDefault(found.group(1), "")));
  }
}
