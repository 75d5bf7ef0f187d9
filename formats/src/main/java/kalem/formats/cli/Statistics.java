package kalem.formats.cli;

import java.io.PrintWriter;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import kalem.annotation.answer.ClassificationAnswer;
import kalem.annotation.answer.Entry;
import kalem.annotation.answer.Link;
import kalem.annotation.answer.Relation;
import kalem.annotation.answer.ToolObject;
import kalem.annotation.ontology.CategorySchema;
import kalem.annotation.ontology.SchemaClass;
import kalem.formats.LabeledRow;

/** Counts what is in the labels of a project; memory grows with classes and people only. */
final class Statistics {
  private final CategorySchema schema;
  private final Map<String, Long> objects = new TreeMap<>();
  private final Map<String, Long> answers = new TreeMap<>();
  private final Map<String, Long> relations = new TreeMap<>();
  private final Map<String, Long> annotators = new TreeMap<>();
  private long assets;
  private long labeledAssets;
  private long videos;
  private long frames;
  private long keyFrames;

  Statistics(CategorySchema schema) {
    this.schema = schema;
  }

  /** An object on a video counts once, however many key frames it has. */
  void add(LabeledRow row) {
    assets++;
    labeledAssets += row.answer().isEmpty() ? 0 : 1;
    boolean isVideo = row.media().frameTotal().isPresent();
    videos += isVideo ? 1 : 0;
    frames += row.media().frameTotal().orElse(0);
    Set<String> seen = new HashSet<>();
    for (ToolObject object : row.answer().tools()) {
      keyFrames += isVideo ? 1 : 0;
      if (isVideo && !object.objectId().isEmpty() && !seen.add(object.objectId())) {
        continue;
      }
      count(objects, object.geometry().key() + "\t" + title(object));
      annotator(object);
      nested(object.classifications());
    }
    nested(row.answer().classifications());
    for (Relation relation : row.answer().relations()) {
      count(relations, kind(relation.link()) + "\t" + title(relation));
      annotator(relation);
      nested(relation.classifications());
    }
  }

  private void nested(List<ClassificationAnswer> several) {
    for (ClassificationAnswer each : several) {
      count(answers, each.tool() + "\t" + title(each));
      annotator(each);
      nested(each.classifications());
    }
  }

  private void annotator(Entry entry) {
    entry
        .metadata()
        .flatMap(metadata -> metadata.createdBy())
        .filter(name -> !name.isEmpty())
        .ifPresent(name -> count(annotators, name));
  }

  /** Today's title of the class, or the one in the labels when the class is unknown. */
  private String title(Entry entry) {
    return schema.find(entry.schemaId()).map(SchemaClass::title).orElse(entry.title());
  }

  private static String kind(Link link) {
    return switch (link) {
      case Link.Single _ -> "one-to-one";
      case Link.Group _ -> "group";
      case Link.OneToMany _ -> "one-to-many";
    };
  }

  private static void count(Map<String, Long> counts, String key) {
    counts.merge(key, 1L, Long::sum);
  }

  void print(PrintWriter out) {
    out.println("assets\t" + assets);
    out.println("assets with labels\t" + labeledAssets);
    if (videos > 0) {
      out.println("videos\t" + videos);
      out.println("frames\t" + frames);
      out.println("key frames\t" + keyFrames);
    }
    print("objects", objects, out);
    print("answers", answers, out);
    print("relations", relations, out);
    print("annotators", annotators, out);
  }

  private static void print(String heading, Map<String, Long> counts, PrintWriter out) {
    long total = counts.values().stream().mapToLong(Long::longValue).sum();
    boolean isPeople = heading.equals("annotators");
    out.println(heading + "\t" + (isPeople ? counts.size() : total));
    counts.forEach((name, count) -> out.println("\t" + name + "\t" + count));
  }
}
