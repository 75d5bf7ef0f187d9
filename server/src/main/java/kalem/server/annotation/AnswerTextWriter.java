package kalem.server.annotation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import kalem.annotation.answer.ClassificationAnswer;
import kalem.annotation.answer.Entry;
import kalem.annotation.answer.Marks;
import kalem.annotation.answer.Relation;
import kalem.annotation.answer.ToolObject;
import kalem.annotation.json.CompactJson;
import kalem.annotation.ontology.ClassKind;
import kalem.formats.ango.FrameSpool;
import kalem.formats.deflate.DeflatedPart;
import kalem.formats.deflate.PartDeflater;
import kalem.formats.deflate.Utf8Text;

/**
 * Makes the stored text of one answer, entry by entry. A large text is cut between entries and
 * leaves in parts while it is made; of questions and relations the deflated parts are held until
 * the end, as they stand after all objects.
 */
final class AnswerTextWriter {
  /** A text of more bytes is kept in parts. Hundreds of smaller ones are in memory at a time. */
  static final int LARGEST_WHOLE = 1 << 16;

  private static final int PART = 1 << 18;
  private static final int FRAMES_IN_MEMORY = 1 << 20;

  private final PartDeflater deflater;
  private final Consumer<DeflatedPart> parts;
  private final Section tools = new Section();
  private final Section classifications = new Section();
  private final Section relations = new Section();
  private final Optional<FrameSpool> frames;
  private final Utf8Text frame = new Utf8Text();
  private final Map<String, Integer> counts = new TreeMap<>();
  private final Set<String> tracks = new HashSet<>();
  private boolean isInParts;
  private long length;
  private boolean segmentations;
  private boolean pdfAreas;

  /**
   * @param parts gets the parts of a large text in their order; nothing of a small one
   * @param isVideo the objects are key frames; they are brought into the order of the frames
   */
  AnswerTextWriter(PartDeflater deflater, Consumer<DeflatedPart> parts, boolean isVideo) {
    this.deflater = deflater;
    this.parts = parts;
    this.frames = isVideo ? Optional.of(new FrameSpool(FRAMES_IN_MEMORY)) : Optional.empty();
    this.tools.text.append("\"tools\":[");
  }

  /** Entries of one list. */
  private final class Section {
    final Utf8Text text = new Utf8Text();
    final CompactJson json = new CompactJson(text);
    final List<DeflatedPart> held = new ArrayList<>();

    void add(Entry entry) {
      entry.write(json);
      cutWhenLong();
    }

    void add(byte[] entry) {
      json.comma();
      text.append(entry);
      cutWhenLong();
    }

    private void cutWhenLong() {
      if (text.length() >= PART) {
        cut();
      }
    }

    private void cut() {
      if (this == tools) {
        emit(text);
      } else {
        held.add(deflater.deflate(text.bytes(), 0, text.length()));
        text.clear();
      }
    }
  }

  /** Lists may be given in any order, entries of one list in theirs. */
  void add(Entry entry) {
    switch (entry) {
      case ToolObject tool -> {
        String key = tool.geometry().key();
        // On a video the frames of one object are one annotation.
        if (frames.isEmpty() || tracks.add(tool.objectId())) {
          count(key);
        }
        segmentations |= key.equals(ClassKind.SEGMENTATION.key());
        pdfAreas |= key.equals(ClassKind.PDF.key());
        if (frames.isPresent()) {
          setAside(tool, frames.get());
        } else {
          tools.add(tool);
        }
      }
      case ClassificationAnswer answer -> {
        count(answer.tool());
        classifications.add(answer);
      }
      case Relation relation -> relations.add(relation);
    }
  }

  private void count(String kind) {
    counts.merge(kind, 1, Integer::sum);
  }

  /** In the text every frame says that it is a key frame, as exports copy it. */
  private void setAside(ToolObject tool, FrameSpool spool) {
    Marks marks = tool.marks();
    frame.clear();
    tool.withMarks(marks.withKeyFrame(true)).write(new CompactJson(frame));
    FrameSpool.Mark mark =
        marks.interpolationStopped()
            ? FrameSpool.Mark.STOP
            : marks.keyFrame() ? FrameSpool.Mark.KEY_FRAME : FrameSpool.Mark.NONE;
    try {
      spool.add(tool.objectId(), tool.pageOrFirst(), mark, frame.bytes(), 0, frame.length());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void addFrames(FrameSpool spool) {
    try (spool) {
      spool.byFrame().forEachRemaining(tools::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends the text; the last parts of a large one have been given when this returns. */
  AnswerText finish() {
    boolean hasFrames = frames.isPresent() && !frames.get().isEmpty();
    frames.ifPresent(this::addFrames);
    Utf8Text tail = tools.text;
    tail.append("],\"classifications\":[");
    follow(tail, classifications);
    tail.append("],\"relations\":[");
    follow(tail, relations);
    tail.append(']');
    AnswerTraits traits = new AnswerTraits(segmentations, pdfAreas, hasFrames);
    if (!isInParts && tail.length() <= LARGEST_WHOLE) {
      DeflatedPart whole = deflater.deflate(tail.bytes(), 0, tail.length());
      return new AnswerText(whole.length(), Optional.of(whole), traits, Map.copyOf(counts));
    }
    emit(tail);
    return new AnswerText(length, Optional.empty(), traits, Map.copyOf(counts));
  }

  private void follow(Utf8Text tail, Section section) {
    if (!section.held.isEmpty()) {
      emit(tail);
      section.held.forEach(this::give);
    }
    tail.append(section.text.bytes(), 0, section.text.length());
  }

  private void emit(Utf8Text text) {
    give(deflater.deflate(text.bytes(), 0, text.length()));
    text.clear();
  }

  private void give(DeflatedPart part) {
    isInParts = true;
    length += part.length();
    parts.accept(part);
  }
}
