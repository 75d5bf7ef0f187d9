package kalem.formats.ango;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import kalem.formats.deflate.DeflatedPart;
import kalem.formats.deflate.InflatedParts;

/**
 * The stored text of an answer: the members of its JSON object without the braces, deflated. What
 * is false here is not looked for in the text.
 *
 * @param parts read as often as needed, one at a time; none: the answer is empty
 * @param hasSegmentations whether tool objects may be segmentations
 * @param hasPdfAreas whether tool objects may be areas of a PDF
 * @param hasKeyFrames whether the tool objects are key frames, between which more are seen
 */
public record AnswerMembers(
    Iterable<DeflatedPart> parts,
    boolean hasSegmentations,
    boolean hasPdfAreas,
    boolean hasKeyFrames) {
  /** The empty answer. */
  public static final AnswerMembers NONE = new AnswerMembers(List.of(), false, false, false);

  boolean isNone() {
    return parts instanceof Collection<?> known && known.isEmpty();
  }

  /** Whether the text is held, so that reading it waits for nobody; large ones are not. */
  public boolean isInMemory() {
    return parts instanceof Collection<?>;
  }

  /** Deflated bytes that are held; those of large texts are not. */
  public long bytesInMemory() {
    return parts instanceof Collection<DeflatedPart> held
        ? held.stream().mapToLong(part -> part.bytes().length).sum()
        : 0;
  }

  /** The whole object as text. */
  public InputStream open() {
    return new SequenceInputStream(
        Collections.enumeration(
            List.of(text("{"), new InflatedParts(parts.iterator()), text("}"))));
  }

  private static InputStream text(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
  }
}
