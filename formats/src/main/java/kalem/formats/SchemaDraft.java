package kalem.formats;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kalem.annotation.ontology.CategorySchema;
import kalem.annotation.ontology.ClassKind;
import kalem.annotation.ontology.Section;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A category schema put together from classes that files use. The same classes get the same ids
 * every time, so that labels converted twice fit one schema.
 */
public final class SchemaDraft {
  private static final int ID_LENGTH = 23;
  private static final int MOST_OPTIONS = 10_000;
  private static final String PATH_SEPARATOR = " / ";

  private final Level classes = new Level("");

  private record Name(ClassKind kind, String title) {}

  /** The classes of one list. Two may share a title when they came with ids. */
  private static final class Level {
    private final String parentId;
    private final Map<String, Draft> byId = new LinkedHashMap<>();
    private final Map<Name, Draft> byName = new HashMap<>();

    Level(String parentId) {
      this.parentId = parentId;
    }

    Draft find(ClassKind kind, String givenId, String title) {
      Name name = new Name(kind, title);
      if (givenId.isEmpty() && byName.containsKey(name)) {
        return byName.get(name);
      }
      String id = givenId.isEmpty() ? id(parentId, kind.key(), title) : givenId;
      Draft draft = byId.computeIfAbsent(id, made -> new Draft(kind, made, title));
      byName.putIfAbsent(name, draft);
      return draft;
    }
  }

  /** One class, with the questions nested in it. */
  public static final class Draft {
    private final ClassKind kind;
    private final String schemaId;
    private final String title;
    private final Set<String> options = new LinkedHashSet<>();
    private final Level questions;
    private boolean isMultiple;
    private boolean isFrameSpecific;

    private Draft(ClassKind kind, String schemaId, String title) {
      this.kind = kind;
      this.schemaId = schemaId;
      this.title = title;
      this.questions = new Level(schemaId);
    }

    public ClassKind kind() {
      return kind;
    }

    /** The class may be answered several times. */
    public void setMultiple() {
      isMultiple = true;
    }

    /** The answer changes from frame to frame. */
    public void setFrameSpecific() {
      isFrameSpecific = true;
    }

    /** Adds something to choose. */
    public void addOption(String value) {
      if (options.size() < MOST_OPTIONS) {
        options.add(value);
      }
    }

    /**
     * The nested question of this id or, without one, of this kind and title; made when there is
     * none.
     */
    public Draft question(ClassKind questionKind, String givenId, String questionTitle) {
      return questions.find(questionKind, givenId, questionTitle);
    }

    private void add(FoundClass found) {
      found.options().forEach(this::addOption);
      found.questions().forEach(each -> question(each.kind(), "", each.title()).add(each));
    }
  }

  /** A draft of these classes. */
  public static SchemaDraft of(List<FoundClass> found) {
    SchemaDraft draft = new SchemaDraft();
    found.forEach(each -> draft.find(each.kind(), "", each.title()).add(each));
    return draft;
  }

  /** The class of this id or, without one, of this kind and title; made when there is none. */
  public Draft find(ClassKind kind, String givenId, String title) {
    return classes.find(kind, givenId, title);
  }

  public CategorySchema schema() {
    return CategorySchema.of(json());
  }

  /** The schema as projects have it (ontology section 9.1). */
  public ObjectNode json() {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    for (Section section : Section.values()) {
      ArrayNode list = schema.putArray(section.key());
      classes.byId.values().stream()
          .filter(each -> each.kind.section() == section)
          .forEach(each -> write(each, list.addObject()));
    }
    return schema;
  }

  private static void write(Draft draft, ObjectNode node) {
    node.put("tool", draft.kind.key()).put("title", draft.title).put("schemaId", draft.schemaId);
    if (draft.isMultiple) {
      node.put("multiple", true);
    }
    if (draft.isFrameSpecific) {
      node.put("frameSpecific", true);
    }
    if (draft.kind == ClassKind.TREE_DROPDOWN) {
      ArrayNode roots = node.putArray("treeOptions");
      draft.options.forEach(path -> addPath(roots, draft.schemaId, path));
    }
    ArrayNode options = node.putArray("options");
    for (String value : draft.options) {
      options.addObject().put("value", value).put("schemaId", id(draft.schemaId, "option", value));
    }
    ArrayNode questions = node.putArray("classifications");
    draft.questions.byId.values().forEach(each -> write(each, questions.addObject()));
  }

  /** Adds the nodes of a path that are not there yet. */
  private static void addPath(ArrayNode roots, String schemaId, String path) {
    ArrayNode level = roots;
    String walked = "";
    for (String title : path.split(PATH_SEPARATOR)) {
      walked = walked.isEmpty() ? title : walked + PATH_SEPARATOR + title;
      level = child(level, title, id(schemaId, "option", walked));
    }
  }

  private static ArrayNode child(ArrayNode level, String title, String id) {
    Optional<ArrayNode> existing =
        level
            .valueStream()
            .filter(node -> node.path("title").asString("").equals(title))
            .findFirst()
            .map(node -> (ArrayNode) node.get("children"));
    if (existing.isPresent()) {
      return existing.get();
    }
    return level.addObject().put("title", title).put("key", id).putArray("children");
  }

  private static String id(String... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      Arrays.stream(parts)
          .forEach(part -> digest.update((part + "\0").getBytes(StandardCharsets.UTF_8)));
      return HexFormat.of().formatHex(digest.digest()).substring(0, ID_LENGTH);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every Java has SHA-256", impossible);
    }
  }
}
