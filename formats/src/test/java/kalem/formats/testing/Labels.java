package kalem.formats.testing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import kalem.annotation.answer.Answer;
import kalem.annotation.answer.AnswerReader;
import kalem.annotation.answer.Authorship;
import kalem.annotation.answer.ClassificationAnswer;
import kalem.annotation.answer.Intake;
import kalem.annotation.answer.IntakeContext;
import kalem.annotation.answer.IntakePolicy;
import kalem.annotation.answer.Link;
import kalem.annotation.answer.Relation;
import kalem.annotation.answer.Source;
import kalem.annotation.answer.ToolObject;
import kalem.annotation.geometry.Box;
import kalem.annotation.geometry.Circle;
import kalem.annotation.geometry.Geometry;
import kalem.annotation.geometry.ImageSize;
import kalem.annotation.geometry.OpaqueGeometry;
import kalem.annotation.geometry.Point;
import kalem.annotation.geometry.Polygon;
import kalem.annotation.geometry.Polyline;
import kalem.annotation.geometry.RotatedBox;
import kalem.annotation.geometry.Segmentation;
import kalem.annotation.geometry.Spline;
import kalem.annotation.ontology.CategorySchema;
import kalem.annotation.raster.Rasterizer;
import kalem.annotation.raster.Rle;
import kalem.annotation.raster.Stroke;
import kalem.formats.ImportItem;
import kalem.formats.image.NamedAnswer;

/** What labels say, without the ids that differ from file to file, for comparing them. */
public final class Labels {
  private static final ImageSize SIZE = new ImageSize(RandomPictures.WIDTH, RandomPictures.HEIGHT);

  private Labels() {}

  /** Takes an item through the checks of an import. */
  public static Intake read(CategorySchema schema, ImportItem item) {
    int[] made = {0};
    return AnswerReader.read(
        schema,
        item.labels(),
        IntakeContext.of(
            IntakePolicy.IMPORT,
            new Authorship("a@b.example", "Start", Instant.EPOCH, Source.IMPORT),
            () -> "made" + made[0]++));
  }

  /** One line per object, answer and group, in order. */
  public static List<String> of(Answer answer) {
    List<String> lines = new ArrayList<>();
    Map<String, String> byId = new HashMap<>();
    for (ToolObject object : answer.tools()) {
      String line =
          object.title() + " " + shape(object.geometry()) + answers(object.classifications());
      byId.putIfAbsent(object.objectId(), line);
      lines.add(line);
    }
    answer.classifications().forEach(each -> lines.add("asset" + answers(List.of(each))));
    for (Relation relation : answer.relations()) {
      if (relation.link() instanceof Link.Group(List<String> members)) {
        lines.add(
            relation.title()
                + members.stream().map(byId::get).sorted().toList()
                + answers(relation.classifications()));
      }
    }
    return lines.stream().sorted().toList();
  }

  private static String answers(List<ClassificationAnswer> answers) {
    return NamedAnswer.flat(answers).stream()
        .map(each -> each.name() + "=" + each.texts() + each.value())
        .sorted()
        .toList()
        .toString();
  }

  private static String shape(Geometry geometry) {
    return switch (geometry) {
      case Box box -> "box" + numbers(box.x(), box.y(), box.width(), box.height());
      case RotatedBox box -> "turned" + numbers(box.width(), box.height()) + points(box.corners());
      case Polygon polygon -> "polygon" + points(polygon.points());
      case Polyline line -> "line" + points(line.points());
      case Spline spline -> "spline" + points(spline.knots());
      case Point point -> "point" + points(List.of(point));
      case Circle circle -> "circle" + numbers(circle.x(), circle.y(), circle.radius());
      case Segmentation segmentation ->
          "pixels" + Rle.of(Rasterizer.fill(segmentation, SIZE, Stroke.THIN)).compressed();
      case OpaqueGeometry opaque -> opaque.key() + opaque.value().text();
    };
  }

  private static String points(List<Point> points) {
    return points.stream()
        .map(point -> numbers(point.x(), point.y()))
        .collect(Collectors.joining());
  }

  private static String numbers(double... numbers) {
    StringBuilder text = new StringBuilder();
    for (double number : numbers) {
      text.append(' ').append(Math.rint(number * 1e6) / 1e6 + 0.0);
    }
    return text.toString();
  }
}
