package kalem.annotation.answer;

import java.util.List;
import java.util.function.Predicate;
import kalem.annotation.ProblemCode;
import kalem.annotation.ontology.CategorySchema;
import kalem.annotation.ontology.SchemaClass;
import tools.jackson.databind.JsonNode;

/** Finds the class of an incoming entry by schemaId, else by title (import-format section 3.2). */
final class ClassResolver {
  private final CategorySchema schema;
  private final PreviousEntries previous;
  private final boolean keepUnknown;
  private final IntakeReport report;

  ClassResolver(
      CategorySchema schema, PreviousEntries previous, boolean keepUnknown, IntakeReport report) {
    this.schema = schema;
    this.previous = previous;
    this.keepUnknown = keepUnknown;
    this.report = report;
  }

  /**
   * Names the class of an entry.
   *
   * @param candidates classes a title may mean
   * @param fits whether a class is of the kind of the entry
   */
  Resolution resolve(
      JsonNode node, String path, List<SchemaClass> candidates, Predicate<SchemaClass> fits) {
    String schemaId = EntryFields.id(node, "schemaId");
    String title = EntryFields.text(node, "title");
    if (!schemaId.isEmpty()) {
      return byId(node, path, schemaId, fits);
    }
    if (!title.isEmpty()) {
      return byTitle(node, path, title, candidates.stream().filter(fits).toList());
    }
    return unknown(
        ProblemCode.MISSING_CLASS, node, path, "Name the class by schemaId or by title.");
  }

  private Resolution byId(
      JsonNode node, String path, String schemaId, Predicate<SchemaClass> fits) {
    SchemaClass found = schema.find(schemaId).orElse(null);
    if (found == null) {
      return unknown(
          ProblemCode.UNKNOWN_CLASS,
          node,
          path + ".schemaId",
          "The schema has no class with id \"" + schemaId + "\".");
    }
    if (!fits.test(found)) {
      report.fault(
          ProblemCode.TYPE_MISMATCH,
          path,
          "The class \"" + found.title() + "\" is a " + found.kind().key() + ".");
      return new Resolution.Refused();
    }
    return new Resolution.Known(found);
  }

  private Resolution byTitle(
      JsonNode node, String path, String title, List<SchemaClass> candidates) {
    List<SchemaClass> titled =
        candidates.stream().filter(each -> each.title().equals(title)).toList();
    if (titled.size() == 1) {
      return new Resolution.Known(titled.getFirst());
    }
    if (titled.isEmpty()) {
      return unknown(
          ProblemCode.UNKNOWN_CLASS,
          node,
          path + ".title",
          "The schema has no fitting class with title \"" + title + "\".");
    }
    report.fault(
        ProblemCode.AMBIGUOUS_TITLE,
        path + ".title",
        titled.size() + " classes have the title \"" + title + "\"; name one by schemaId.");
    return new Resolution.Refused();
  }

  private Resolution unknown(ProblemCode code, JsonNode node, String path, String message) {
    boolean wasThere =
        previous.had(EntryFields.id(node, "objectId"), EntryFields.id(node, "schemaId"));
    if (keepUnknown || wasThere) {
      report.warn(code, path, message);
      return new Resolution.Unknown();
    }
    report.fault(code, path, message);
    return new Resolution.Refused();
  }
}
