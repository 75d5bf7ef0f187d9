package kalem.formats.ango;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import kalem.annotation.json.CompactJson;
import kalem.annotation.ontology.CategorySchema;
import kalem.formats.ango.StoredText.Section;
import kalem.formats.deflate.DeflatedPart;
import kalem.formats.deflate.PartInflater;
import kalem.formats.deflate.PartStream;

/**
 * Writes {@code tools}, {@code classifications} and {@code relations} of stored answers. Texts that
 * are exported as they stand are copied deflated.
 */
final class MembersWriter {
  private final PartStream target;
  private final CompactJson json;
  private final ExportOptions options;
  private final CategorySchema schema;
  private final Optional<UnaryOperator<String>> displayName;
  private final PartInflater inflater;

  /**
   * @param json writes to the target as well
   * @param displayName of a person by e-mail; given, answers come in the legacy form, with {@code
   *     objects} for {@code tools} and names for e-mails
   */
  MembersWriter(
      PartStream target,
      CompactJson json,
      ExportOptions options,
      CategorySchema schema,
      Optional<UnaryOperator<String>> displayName,
      PartInflater inflater) {
    this.target = target;
    this.json = json;
    this.options = options;
    this.schema = schema;
    this.displayName = displayName;
    this.inflater = inflater;
  }

  /** Tells the number of frames of a video, where it is known. */
  interface FrameTotal {
    OptionalInt frames();
  }

  /** Writes the members into the object that is open. */
  void write(AnswerMembers answer, FrameTotal video) throws IOException {
    if (answer.isNone()) {
      EntryWriter lists = writer(answer);
      for (StoredText.Section section : StoredText.Section.values()) {
        lists.begin(section);
        lists.end();
      }
    } else if (answer.hasKeyFrames() && isSpread()) {
      new VideoMembers(json, writer(answer), options, schema, video.frames())
          .write(answer, inflater);
    } else if (isFiltered(answer)) {
      copyEntries(answer);
    } else {
      json.comma();
      for (DeflatedPart part : answer.parts()) {
        target.part(part);
      }
    }
  }

  /** The stored form is the flat one of key frames alone. */
  private boolean isSpread() {
    return !options.includeOnlyKeyFrames() || options.videoFormat() == VideoFormat.TRACK;
  }

  private EntryWriter writer(AnswerMembers answer) {
    return new EntryWriter(
        target,
        json,
        displayName.isPresent() ? EntryWriter.LEGACY_LISTS : EntryWriter.LISTS,
        isFiltered(answer)
            ? Optional.of(new EntryFilter(target, options, displayName))
            : Optional.empty());
  }

  private boolean isFiltered(AnswerMembers answer) {
    return displayName.isPresent() || EntryFilter.appliesTo(answer, options);
  }

  private void copyEntries(AnswerMembers answer) throws IOException {
    EntryWriter writer = writer(answer);
    StoredText.visit(
        answer,
        inflater,
        new StoredText.Visitor() {
          @Override
          public void begin(Section section) {
            writer.begin(section);
          }

          @Override
          public void entry(Section section, byte[] text, int offset, int length)
              throws IOException {
            writer.write(text, offset, length);
          }

          @Override
          public void end(Section section) {
            writer.end();
          }
        });
  }
}
