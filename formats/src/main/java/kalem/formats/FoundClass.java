package kalem.formats;

import java.util.List;
import kalem.annotation.ontology.ClassKind;

/**
 * A class that files of another format use.
 *
 * @param options values seen or declared, for choices; in the order they were found
 * @param questions nested questions
 */
public record FoundClass(
    ClassKind kind, String title, List<String> options, List<FoundClass> questions) {
  public FoundClass {
    options = List.copyOf(options);
    questions = List.copyOf(questions);
  }

  /** A class without options and questions. */
  public static FoundClass of(ClassKind kind, String title) {
    return new FoundClass(kind, title, List.of(), List.of());
  }
}
