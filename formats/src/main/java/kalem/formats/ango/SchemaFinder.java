package kalem.formats.ango;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import kalem.annotation.answer.Answer;
import kalem.annotation.answer.ClassificationAnswer;
import kalem.annotation.answer.EntryKey;
import kalem.annotation.answer.Link;
import kalem.annotation.answer.Relation;
import kalem.annotation.answer.ToolObject;
import kalem.annotation.ontology.ClassKind;
import kalem.annotation.ontology.Section;
import kalem.formats.LabeledRow;
import kalem.formats.SchemaDraft;
import kalem.formats.SchemaDraft.Draft;

/**
 * Derives a category schema from rows, for files that come without one: a first pass over them.
 * Only what is used can be found: options nobody chose and brush classes, whose labels are pixels,
 * stay unknown.
 */
public final class SchemaFinder {
  private final SchemaDraft schema = new SchemaDraft();

  public SchemaDraft found() {
    return schema;
  }

  /** Adds the classes of a row, those of earlier visits included. */
  public void add(LabeledRow row) {
    add(row.answer());
    row.history().forEach(visit -> add(visit.answer()));
  }

  private void add(Answer answer) {
    for (ToolObject object : answer.tools()) {
      ClassKind.ofKey(object.geometry().key())
          .ifPresent(
              kind ->
                  nested(
                      schema.find(kind, object.schemaId(), object.title()),
                      object.classifications()));
    }
    Set<EntryKey> answered = new HashSet<>();
    for (ClassificationAnswer each : answer.classifications()) {
      kind(each)
          .ifPresent(kind -> add(schema.find(kind, each.schemaId(), each.title()), each, answered));
    }
    for (Relation relation : answer.relations()) {
      Draft draft = schema.find(kind(relation.link()), relation.schemaId(), relation.title());
      nested(draft, relation.classifications());
    }
  }

  private void nested(Draft parent, List<ClassificationAnswer> answers) {
    Set<EntryKey> answered = new HashSet<>();
    for (ClassificationAnswer each : answers) {
      kind(each)
          .ifPresent(
              kind -> add(parent.question(kind, each.schemaId(), each.title()), each, answered));
    }
  }

  private void add(Draft draft, ClassificationAnswer answer, Set<EntryKey> answered) {
    if (draft.kind().isChoice()) {
      answer.answer().values().forEach(draft::addOption);
    }
    if (answer.marks().page().isPresent()) {
      draft.setFrameSpecific();
    }
    String question = answer.schemaId().isEmpty() ? answer.title() : answer.schemaId();
    if (!answered.add(new EntryKey(question, answer.marks().page()))) {
      draft.setMultiple();
    }
    nested(draft, answer.classifications());
  }

  private static Optional<ClassKind> kind(ClassificationAnswer answer) {
    return ClassKind.ofKey(answer.tool()).filter(kind -> kind.section() == Section.CLASSIFICATIONS);
  }

  private static ClassKind kind(Link link) {
    return switch (link) {
      case Link.Single single -> ClassKind.ONE_TO_ONE;
      case Link.Group group -> ClassKind.GROUP;
      case Link.OneToMany several -> ClassKind.ONE_TO_MANY;
    };
  }
}
