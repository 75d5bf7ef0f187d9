package kalem.formats.image;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import kalem.annotation.geometry.Geometry;
import kalem.annotation.ontology.ClassKind;
import kalem.formats.BadImportException;
import kalem.formats.ImportItem;
import kalem.formats.Limits;
import kalem.formats.image.FoundClasses.Found;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Builds the labels of one picture in the form of an import (import-format section 2.2), with
 * titles for classes, and notes the classes used.
 */
public final class ImageLabels {
  private static final int LONGEST_ID = 64;
  private static final long LARGEST_SIDE = 1_000_000;

  private final FoundClasses classes;
  private final OptionalInt page;
  private final ObjectNode labels = JsonNodeFactory.instance.objectNode();
  private final ArrayNode objects = labels.putArray("objects");
  private final ArrayNode answers = labels.putArray("classifications");
  private final ArrayNode relations = labels.putArray("relations");
  private final Set<String> ids = new HashSet<>();

  /**
   * Labels of one picture.
   *
   * @param page page or frame of the asset; empty when the picture is the whole asset
   */
  public ImageLabels(FoundClasses classes, OptionalInt page) {
    this.classes = classes;
    this.page = page;
  }

  /**
   * Notes the size of the picture where an export has it, so that the labels can be written in
   * another format. A size that none can have is passed over.
   *
   * @param width pixels
   * @param height pixels
   */
  public void size(OptionalLong width, OptionalLong height) {
    if (isSide(width) && isSide(height)) {
      ObjectNode metadata = labels.withObject("metadata");
      metadata.put("width", width.getAsLong()).put("height", height.getAsLong());
    }
  }

  private static boolean isSide(OptionalLong side) {
    return side.isPresent() && side.getAsLong() > 0 && side.getAsLong() <= LARGEST_SIDE;
  }

  /** Adds an object; the node returned may get further members. */
  public Labeled object(String title, Geometry geometry) {
    if (objects.size() >= Limits.OBJECTS) {
      throw new BadImportException("A picture has more than " + Limits.OBJECTS + " labels.");
    }
    ObjectNode node = objects.addObject();
    node.put("title", title);
    node.set(geometry.key(), GeometryNode.of(geometry));
    page.ifPresent(number -> node.put("page", number));
    return new Labeled(node, classes.named(kindOf(geometry), title));
  }

  private static ClassKind kindOf(Geometry geometry) {
    return ClassKind.ofKey(geometry.key()).orElseThrow();
  }

  /** An object or relation just added. */
  public final class Labeled {
    private final ObjectNode node;
    private final Found found;

    private Labeled(ObjectNode node, Found found) {
      this.node = node;
      this.found = found;
    }

    /**
     * Gives it an id, unless that is none or already taken in this picture.
     *
     * @return the id it has now, maybe none
     */
    public Optional<String> id(String objectId) {
      if (!objectId.isEmpty() && objectId.length() <= LONGEST_ID && ids.add(objectId)) {
        node.put("objectId", objectId);
        return Optional.of(objectId);
      }
      return Optional.empty();
    }

    /** The id it has, or else this one, with a sign behind it while it is taken. */
    public String ensureId(String otherwise) {
      Optional<String> known = node.path("objectId").stringValueOpt();
      String candidate = otherwise;
      while (known.isEmpty()) {
        known = id(candidate);
        candidate += "+";
      }
      return known.get();
    }

    /** On a video: says that the object is gone on the next frame; comes after all else. */
    public void ends() {
      page.ifPresent(
          frame -> {
            ObjectNode gone = node.deepCopy();
            gone.put("page", frame + 1).put("interpolationStopped", true).remove("keyFrame");
            objects.add(gone);
          });
    }

    /** The class, to note what files declare about it. */
    public Found found() {
      return found;
    }

    /** Sets a member that the import carries along, such as {@code score}. */
    public void extra(String key, JsonNode value) {
      node.set(key, value);
    }

    /** Adds nested answers; see {@link ImageLabels#answers}. */
    public List<String> answers(Map<String, JsonNode> named) {
      return named.isEmpty()
          ? List.of()
          : new AnswerNesting(
                  node.withArray("classifications"), found::question, OptionalInt.empty())
              .add(named);
    }
  }

  /**
   * Adds answers about the picture. A name that begins with another one and a dot is nested in it
   * ({@link NamedAnswer}).
   *
   * @return the names whose values are no answers
   */
  public List<String> answers(Map<String, JsonNode> named) {
    return new AnswerNesting(answers, classes::question, page).add(named);
  }

  /** Adds answers about the whole asset, to which the picture belongs. */
  public List<String> assetAnswers(Map<String, JsonNode> named) {
    return new AnswerNesting(answers, classes::question, OptionalInt.empty()).add(named);
  }

  /** Adds a relation that groups objects by their ids. */
  public Labeled group(String title, List<String> members) {
    ObjectNode node = relations.addObject().put("title", title);
    ArrayNode group = node.putArray("group");
    members.forEach(group::add);
    return new Labeled(node, classes.named(ClassKind.GROUP, title));
  }

  /** Adds a relation from one object to several. */
  public Labeled oneToMany(String title, String from, List<String> members) {
    ObjectNode node = relations.addObject().put("title", title).put("from", from);
    ArrayNode group = node.putArray("group");
    members.forEach(group::add);
    return new Labeled(node, classes.named(ClassKind.ONE_TO_MANY, title));
  }

  /** The number of objects so far. */
  public int size() {
    return objects.size();
  }

  /** The finished item. */
  public ImportItem item(long index, String externalId) {
    labels.put("externalId", externalId);
    return new ImportItem(
        index,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(externalId),
        Optional.empty(),
        Optional.empty(),
        labels);
  }
}
