package kalem.server.annotation;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.SequenceInputStream;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import kalem.annotation.answer.Answer;
import kalem.annotation.answer.AnswerJson;
import kalem.annotation.answer.Entry;
import kalem.annotation.answer.SchemaChange;
import kalem.annotation.answer.StoredEntries;
import kalem.formats.deflate.DeflatedPart;
import kalem.formats.deflate.InflatedParts;
import kalem.server.kernel.Json;
import tools.jackson.core.JsonParser;

/** One stored answer ready to be read, in today's names. The database is needed no more. */
final class AnswerReading implements AutoCloseable {
  private final Iterable<DeflatedPart> parts;
  private final Optional<SchemaChange> change;
  private final Runnable onClose;

  /**
   * @param change from the names in the text to today's; empty where they are the same
   */
  AnswerReading(Iterable<DeflatedPart> parts, Optional<SchemaChange> change, Runnable onClose) {
    this.parts = parts;
    this.change = change;
    this.onClose = onClose;
  }

  /** A text in the names it was stored with. */
  static AnswerReading of(Iterable<DeflatedPart> parts) {
    return new AnswerReading(parts, Optional.empty(), () -> {});
  }

  /** Entry by entry, in the order of the text. */
  void each(Predicate<String> wanted, Consumer<Entry> each) {
    try (JsonParser text = Json.MAPPER.createParser(open())) {
      StoredEntries.read(text, wanted, entry -> each.accept(today(entry)));
    }
  }

  /** All entries with wanted object ids. */
  Answer matching(Predicate<String> wanted) {
    try (JsonParser text = Json.MAPPER.createParser(open())) {
      Answer answer = StoredEntries.matching(text, wanted);
      return change.map(names -> names.render(answer)).orElse(answer);
    }
  }

  /** Writes the text, whatever its length, through little memory. */
  void writeTo(Appendable target) throws IOException {
    if (change.isPresent()) {
      AnswerJson json = new AnswerJson(target);
      each(id -> true, json::add);
      json.finish();
      return;
    }
    try (InputStreamReader text = new InputStreamReader(open(), StandardCharsets.UTF_8)) {
      CharBuffer buffer = CharBuffer.allocate(1 << 12);
      while (text.read(buffer) >= 0) {
        target.append(buffer.flip());
        buffer.clear();
      }
    }
  }

  private InputStream open() {
    return new SequenceInputStream(
        Collections.enumeration(
            List.of(brace("{"), new InflatedParts(parts.iterator()), brace("}"))));
  }

  private static InputStream brace(String brace) {
    return new ByteArrayInputStream(brace.getBytes(StandardCharsets.US_ASCII));
  }

  private Entry today(Entry entry) {
    return change.map(names -> names.render(entry)).orElse(entry);
  }

  @Override
  public void close() {
    onClose.run();
  }
}
