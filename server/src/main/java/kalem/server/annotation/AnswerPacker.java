package kalem.server.annotation;

import java.util.ArrayList;
import java.util.List;
import kalem.annotation.answer.Answer;
import kalem.formats.deflate.DeflatedPart;
import kalem.formats.deflate.PartDeflater;

/** Packs answers, one after the other. Holds native memory until closed; for one thread. */
public final class AnswerPacker implements AutoCloseable {
  private final PartDeflater deflater = new PartDeflater();

  /**
   * The answer in today's names of its project's schema, packed.
   *
   * @param isVideo the objects are key frames, between which frames are computed
   */
  public PackedAnswer pack(Answer answer, boolean isVideo) {
    List<DeflatedPart> parts = new ArrayList<>();
    AnswerTextWriter writer = new AnswerTextWriter(deflater, parts::add, isVideo);
    answer.entries().forEach(writer::add);
    return new PackedAnswer(writer.finish(), parts, answer.isEmpty());
  }

  @Override
  public void close() {
    deflater.close();
  }
}
