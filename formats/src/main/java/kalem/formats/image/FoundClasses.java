package kalem.formats.image;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kalem.annotation.ontology.ClassKind;
import kalem.formats.BadImportException;
import kalem.formats.FoundClass;
import kalem.formats.Limits;
import tools.jackson.databind.JsonNode;

/**
 * Collects the classes that files use while they are read. What kind of question an attribute is
 * shows only in its values: truth values make a yes-or-no question, lists one with several choices,
 * few different texts one with a single choice, and many different texts a text question.
 */
public final class FoundClasses {
  private static final int LONGEST_OPTION = 200;

  private final Map<Key, Found> found = new LinkedHashMap<>();
  private int total;

  private record Key(String section, String title) {}

  /** The tool or relation class of this title. */
  public Found named(ClassKind kind, String title) {
    return at(new Key(kind.key(), title), kind);
  }

  /** The question of this title about the whole asset. */
  public Found question(String title) {
    return at(new Key("", title), ClassKind.TEXT);
  }

  private Found at(Key key, ClassKind kind) {
    Found known = found.get(key);
    if (known == null) {
      known = new Found(kind, key.title());
      found.put(key, known);
      count();
    }
    return known;
  }

  private void count() {
    total++;
    if (total > Limits.CLASSES) {
      throw new BadImportException(
          "The files name more than " + Limits.CLASSES + " classes; that is no set of classes.");
    }
  }

  /** All classes in the order they were found. */
  public List<FoundClass> list() {
    return found.values().stream().map(Found::asClass).toList();
  }

  /** A class while it is being found. */
  public final class Found {
    private final ClassKind kind;
    private final String title;
    private final Set<String> values = new LinkedHashSet<>();
    private final Map<String, Found> questions = new LinkedHashMap<>();
    private boolean hasText;
    private boolean hasList;
    private boolean hasTruth;
    private boolean isLong;

    private Found(ClassKind kind, String title) {
      this.kind = kind;
      this.title = title;
    }

    /** The nested question of this title. */
    public Found question(String questionTitle) {
      Found known = questions.get(questionTitle);
      if (known == null) {
        known = new Found(ClassKind.TEXT, questionTitle);
        questions.put(questionTitle, known);
        count();
      }
      return known;
    }

    /** Notes that the files declare this option, used or not. */
    public void declareOption(String option) {
      hasText = true;
      offer(option);
    }

    /** Notes that the files declare a yes-or-no question. */
    public void declareTruth() {
      hasTruth = true;
    }

    /** Notes that the files declare a question that any text answers. */
    public void declareText() {
      hasText = true;
      isLong = true;
    }

    /** Notes a value the question was answered with: a text, a truth value or a list of texts. */
    void answered(JsonNode value) {
      if (value.isBoolean()) {
        hasTruth = true;
      } else if (value.isArray()) {
        hasList = true;
        value.valueStream().forEach(each -> offer(each.asString("")));
      } else {
        hasText = true;
        offer(value.asString(""));
      }
    }

    private void offer(String text) {
      isLong |= text.length() > LONGEST_OPTION;
      if (values.size() <= Limits.OPTIONS || hasList) {
        values.add(text);
      }
      if (values.size() > Limits.CLASSES) {
        throw new BadImportException("\"" + title + "\" has too many different answers.");
      }
    }

    private FoundClass asClass() {
      List<FoundClass> nested = questions.values().stream().map(Found::asClass).toList();
      if (kind != ClassKind.TEXT) {
        return new FoundClass(kind, title, List.of(), nested);
      }
      ClassKind seen = seenKind();
      List<String> options = seen.isChoice() ? new ArrayList<>(values) : List.of();
      return new FoundClass(seen, title, options, nested);
    }

    private ClassKind seenKind() {
      if (hasTruth && !hasText && !hasList) {
        return ClassKind.BOOLEAN;
      }
      if (hasList) {
        return ClassKind.CHECKBOX;
      }
      boolean isChoice = !hasTruth && !isLong && values.size() <= Limits.OPTIONS;
      return isChoice ? ClassKind.RADIO : ClassKind.TEXT;
    }
  }
}
