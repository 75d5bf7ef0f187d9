package kalem.annotation.answer;

import kalem.annotation.ProblemCode;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;

/** Ways through the tokens of a long text. */
final class LongText {
  private LongText() {}

  /** Takes an entry of a list. */
  interface EntryVisitor {
    void entry(JsonNode entry, int index, String path);
  }

  /**
   * Goes through a list, one entry in memory at a time. What is no list, or can not be read, is
   * reported.
   *
   * @param path of the list
   * @param after is done after each entry, so that no report grows long
   */
  static void each(
      LabelSource.Found list,
      String path,
      IntakeReport report,
      Runnable after,
      EntryVisitor visitor) {
    try (JsonParser tokens = list.value().tokens()) {
      if (tokens.nextToken() != JsonToken.START_ARRAY) {
        if (tokens.currentToken() != JsonToken.VALUE_NULL) {
          report.fault(ProblemCode.NOT_A_LIST, path, "Must be a list.");
        }
        return;
      }
      for (int i = 0; tokens.nextToken() != JsonToken.END_ARRAY; i++) {
        JsonNode entry = tokens.readValueAsTree();
        visitor.entry(entry, i, path + "[" + i + "]");
        after.run();
      }
    } catch (JacksonException beyond) {
      unreadable(path, report, beyond);
    }
  }

  /** Reports that a text or number is beyond all limits. */
  static void unreadable(String path, IntakeReport report, JacksonException beyond) {
    report.fault(
        ProblemCode.NOT_JSON, path, "This can not be read: " + beyond.getOriginalMessage());
  }

  /**
   * Goes on to the last token of the entry that the parser is in.
   *
   * @param depth of the list that holds the entry
   */
  static void toEnd(JsonParser tokens, int depth) {
    tokens.finishToken();
    while (tokens.streamReadContext().getNestingDepth() > depth) {
      tokens.nextToken();
    }
  }
}
