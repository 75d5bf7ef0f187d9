package kalem.formats.ango;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import kalem.annotation.answer.ClassificationAnswer;
import kalem.annotation.answer.StoredEntries;
import kalem.annotation.answer.ToolObject;
import kalem.annotation.json.CompactJson;
import kalem.annotation.json.JsonText;
import kalem.annotation.ontology.CategorySchema;
import kalem.annotation.video.AnswerSpan;
import kalem.annotation.video.AnswerSteps;
import kalem.annotation.video.FrameWalk;
import kalem.annotation.video.Interpolation;
import kalem.annotation.video.TrackCursor;
import kalem.formats.ango.FrameSpool.ObjectFrames;
import kalem.formats.ango.StoredText.Section;
import kalem.formats.deflate.PartInflater;

/**
 * Writes the members of an answer whose objects are key frames on a video, with the frames between
 * them (export-format section 9). Key frames are set aside and the frames walked through, so
 * neither is ever held whole.
 */
final class VideoMembers {
  private static final int MOST_IN_MEMORY = 1 << 22;

  private final CompactJson json;
  private final EntryWriter entries;
  private final ExportOptions options;
  private final CategorySchema schema;
  private final OptionalInt frameTotal;

  /**
   * @param schema tells which questions may be answered several times
   * @param frameTotal frames of the video; where it is not known the last one is the last annotated
   */
  VideoMembers(
      CompactJson json,
      EntryWriter entries,
      ExportOptions options,
      CategorySchema schema,
      OptionalInt frameTotal) {
    this.json = json;
    this.entries = entries;
    this.options = options;
    this.schema = schema;
    this.frameTotal = frameTotal;
  }

  void write(AnswerMembers answer, PartInflater inflater) throws IOException {
    try (FrameSpool frames = new FrameSpool(MOST_IN_MEMORY)) {
      StoredText.visit(answer, inflater, new Pass(frames));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** Sets objects and answers aside, and writes each list when its end has come. */
  private final class Pass implements StoredText.Visitor {
    private final FrameSpool frames;
    private final List<ClassificationAnswer> answers = new ArrayList<>();
    private int lastFrame;

    Pass(FrameSpool frames) {
      this.frames = frames;
    }

    @Override
    public void begin(Section section) {
      entries.begin(section);
    }

    @Override
    public void entry(Section section, byte[] text, int offset, int length) throws IOException {
      switch (section) {
        case TOOLS -> {
          FrameHead head = FrameHead.of(text, offset, length);
          frames.add(head.objectId(), head.page(), head.mark(), text, offset, length);
        }
        case CLASSIFICATIONS -> answers.add(StoredEntries.classification(text, offset, length));
        case RELATIONS -> entries.write(text, offset, length);
      }
    }

    @Override
    public void end(Section section) throws IOException {
      switch (section) {
        case TOOLS -> {
          lastFrame = frameTotal.orElse(frames.lastPage() + 1) - 1;
          writeObjects(frames.byObject(lastFrame), lastFrame);
        }
        case CLASSIFICATIONS -> writeAnswers(answers, lastFrame);
        case RELATIONS -> {}
      }
      entries.end();
    }
  }

  private void writeObjects(List<ObjectFrames> objects, int lastFrame) throws IOException {
    switch (options.videoFormat()) {
      case FLAT -> writeFrames(objects, lastFrame);
      case TRACK -> {
        TrackWriter tracks = new TrackWriter(json, options, lastFrame);
        for (ObjectFrames object : objects) {
          tracks.write(cursor(object), object.ranges());
        }
      }
    }
  }

  private void writeFrames(List<ObjectFrames> objects, int lastFrame) throws IOException {
    FrameWalk walk = new FrameWalk(objects.stream().map(VideoMembers::cursor).toList());
    for (int frame = 0; frame <= lastFrame; frame++) {
      for (ToolObject entry : walk.entriesAt(frame)) {
        entries.write(entry);
      }
    }
  }

  private static TrackCursor cursor(ObjectFrames object) {
    return new TrackCursor(
        Mapped.of(object.texts(), text -> StoredEntries.tool(text, 0, text.length)),
        Interpolation.COMPLETE);
  }

  /** Answers of single frames are not spread: they tell their last frame instead. */
  private void writeAnswers(List<ClassificationAnswer> answers, int lastFrame) throws IOException {
    IdentityHashMap<ClassificationAnswer, Integer> lastFrames = new IdentityHashMap<>();
    for (AnswerSpan span : AnswerSteps.of(answers, schema).spans(lastFrame + 1)) {
      lastFrames.put(span.answer(), span.frames().to());
    }
    for (ClassificationAnswer answer : answers) {
      Integer until = lastFrames.get(answer);
      entries.write(until == null ? answer : endingAt(answer, until));
    }
  }

  private static ClassificationAnswer endingAt(ClassificationAnswer answer, int lastFrame) {
    Map<String, JsonText> extras = new LinkedHashMap<>(answer.extras());
    extras.put("endPage", new JsonText(Integer.toString(lastFrame)));
    return new ClassificationAnswer(
        answer.objectId(),
        answer.schemaId(),
        answer.tool(),
        answer.title(),
        answer.answer(),
        answer.marks(),
        answer.classifications(),
        answer.metadata(),
        extras);
  }
}
