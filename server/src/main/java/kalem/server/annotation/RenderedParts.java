package kalem.server.annotation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import kalem.annotation.answer.SchemaChange;
import kalem.formats.deflate.DeflatedPart;
import kalem.formats.deflate.PartDeflater;
import kalem.formats.deflate.PartSpool;
import org.jspecify.annotations.Nullable;

/**
 * A large text in the names of another revision. It is rendered when the first part is asked for,
 * waits deflated, and is gone after the last part.
 */
final class RenderedParts implements Iterator<DeflatedPart> {
  private static final int MOST_IN_MEMORY = 1 << 20;

  private final Iterator<DeflatedPart> source;
  private final SchemaChange change;
  private final boolean isVideo;
  private @Nullable PartSpool spool;
  private @Nullable Iterator<DeflatedPart> rendered;

  /**
   * @param isVideo the objects are key frames
   */
  RenderedParts(Iterator<DeflatedPart> source, SchemaChange change, boolean isVideo) {
    this.source = source;
    this.change = change;
    this.isVideo = isVideo;
  }

  @Override
  public boolean hasNext() {
    boolean hasNext = rendered().hasNext();
    if (!hasNext && spool != null) {
      close(spool);
    }
    return hasNext;
  }

  @Override
  public DeflatedPart next() {
    return rendered().next();
  }

  private Iterator<DeflatedPart> rendered() {
    Iterator<DeflatedPart> known = rendered;
    if (known == null) {
      known = render();
      rendered = known;
    }
    return known;
  }

  private Iterator<DeflatedPart> render() {
    PartSpool parts = new PartSpool(MOST_IN_MEMORY);
    spool = parts;
    try (PartDeflater deflater = new PartDeflater()) {
      AnswerTextWriter text = new AnswerTextWriter(deflater, part -> add(parts, part), isVideo);
      AnswerReading.of(() -> source).each(id -> true, entry -> text.add(change.render(entry)));
      text.finish().whole().ifPresent(whole -> add(parts, whole));
    }
    return parts.iterator();
  }

  private static void add(PartSpool parts, DeflatedPart part) {
    try {
      parts.add(part);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void close(PartSpool parts) {
    try {
      parts.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
