package kalem.annotation.answer;

import java.util.List;
import java.util.Optional;

/**
 * Fills in who made and who changed each entry. New entries get their creation; entries of the
 * answer before keep theirs, and get an update when anything but metadata differs. Metadata that
 * came along stays as it is.
 */
final class Stamp {
  private final PreviousEntries previous;
  private final Authorship author;

  /** The same for all new entries, so they share it. */
  private final Metadata created;

  Stamp(PreviousEntries previous, Authorship author) {
    this.previous = previous;
    this.author = author;
    this.created = Metadata.created(author);
  }

  Answer on(Answer answer) {
    return new Answer(
        answer.tools().stream().map(this::on).toList(),
        nested(answer.classifications()),
        answer.relations().stream().map(this::on).toList());
  }

  ToolObject on(ToolObject object) {
    return object.withMetadata(metadata(object), nested(object));
  }

  ClassificationAnswer on(ClassificationAnswer answer) {
    return answer.withMetadata(metadata(answer), nested(answer));
  }

  Relation on(Relation relation) {
    return relation.withMetadata(metadata(relation), nested(relation));
  }

  private List<ClassificationAnswer> nested(Entry entry) {
    return nested(entry.classifications());
  }

  private List<ClassificationAnswer> nested(List<ClassificationAnswer> answers) {
    return answers.stream().map(this::on).toList();
  }

  private Optional<Metadata> metadata(Entry entry) {
    Optional<Entry> before = previous.find(entry.key());
    if (before.isEmpty()) {
      return Optional.of(created(entry.metadata()));
    }
    Metadata kept =
        entry
            .metadata()
            .map(
                given ->
                    before.get().metadata().map(old -> given.orElse(old.values())).orElse(given))
            .or(() -> before.get().metadata())
            .map(known -> known.orElse(author.asCreation()))
            .orElse(created);
    boolean isChanged = !content(entry).equals(content(before.get()));
    return Optional.of(isChanged ? kept.updated(author) : kept);
  }

  private Metadata created(Optional<Metadata> given) {
    return given.map(metadata -> metadata.orElse(author.asCreation())).orElse(created);
  }

  /** The entry without any metadata, to compare. */
  private static Entry content(Entry entry) {
    List<ClassificationAnswer> nested =
        entry.classifications().stream().map(each -> (ClassificationAnswer) content(each)).toList();
    return switch (entry) {
      case ToolObject object -> object.withMetadata(Optional.empty(), nested);
      case ClassificationAnswer answer -> answer.withMetadata(Optional.empty(), nested);
      case Relation relation -> relation.withMetadata(Optional.empty(), nested);
    };
  }
}
