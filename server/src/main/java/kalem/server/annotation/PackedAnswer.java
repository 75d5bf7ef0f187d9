package kalem.server.annotation;

import java.util.List;
import kalem.annotation.answer.Answer;
import kalem.formats.deflate.DeflatedPart;

/** An answer as it will be stored: a fraction of what it takes in memory otherwise. */
public final class PackedAnswer {
  private final AnswerText text;
  private final List<DeflatedPart> parts;
  private final boolean isEmpty;

  /**
   * @param parts of a large text; empty when it is whole
   */
  PackedAnswer(AnswerText text, List<DeflatedPart> parts, boolean isEmpty) {
    this.text = text;
    this.parts = List.copyOf(parts);
    this.isEmpty = isEmpty;
  }

  /** Packs one answer; for many, an {@link AnswerPacker} is cheaper. */
  public static PackedAnswer of(Answer answer, boolean isVideo) {
    try (AnswerPacker packer = new AnswerPacker()) {
      return packer.pack(answer, isVideo);
    }
  }

  AnswerText text() {
    return text;
  }

  List<DeflatedPart> parts() {
    return parts;
  }

  boolean isEmpty() {
    return isEmpty;
  }
}
