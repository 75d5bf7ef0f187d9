package kalem.formats.voc;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kalem.annotation.answer.AnswerValue;
import kalem.annotation.answer.ToolObject;
import kalem.annotation.geometry.ImageSize;
import kalem.annotation.json.JsonText;
import kalem.formats.FileText;
import kalem.formats.FormatReport;
import kalem.formats.image.Hull;
import kalem.formats.image.NamedAnswer;
import kalem.formats.image.RowImage;

/** Writes the XML of one picture. */
final class PageWriter {
  /** Marks of an object that have elements of their own. */
  private static final List<String> MARKS = List.of("truncated", "difficult", "occluded");

  private static final String POSE = "pose";
  private static final String NO_POSE = "Unspecified";

  private final FileText text;
  private final Coordinates coordinates;
  private final FormatReport report;
  private final RowImage image;

  PageWriter(FileText text, Coordinates coordinates, FormatReport report, RowImage image) {
    this.text = text;
    this.coordinates = coordinates;
    this.report = report;
    this.image = image;
  }

  /**
   * Begins the file.
   *
   * @param pictureName path of the picture below the folder of pictures
   */
  void begin(String pictureName, ImageSize size) throws IOException {
    text.append("<annotation>\n");
    element("\t", "folder", "JPEGImages");
    element("\t", "filename", pictureName);
    String externalId = image.row().externalId();
    if (!pictureName.equals(externalId)) {
      text.append("\t<asset>\n");
      element("\t\t", "name", externalId);
      if (image.page().isPresent()) {
        element("\t\t", "page", Integer.toString(image.page().getAsInt()));
      }
      text.append("\t</asset>\n");
    }
    text.append("\t<source>\n\t\t<database>Unknown</database>\n");
    text.append("\t\t<annotation>Kalem</annotation>\n\t</source>\n\t<size>\n\t\t<width>");
    text.number(size.width()).append("</width>\n\t\t<height>");
    text.number(size.height()).append("</height>\n\t\t<depth>3</depth>\n\t</size>\n");
    text.append("\t<segmented>0</segmented>\n");
  }

  void end() throws IOException {
    text.append("</annotation>\n");
  }

  /** An object with the parts of it. */
  void object(BoxedObject boxed, List<BoxedObject> parts) throws IOException {
    ToolObject object = boxed.object();
    List<NamedAnswer> answers = new ArrayList<>(NamedAnswer.flat(object.classifications()));
    text.append("\t<object>\n");
    element("\t\t", "name", object.title());
    element("\t\t", POSE, taken(answers, POSE).orElse(NO_POSE));
    for (String mark : MARKS) {
      text.append("\t\t<").append(mark).append('>');
      text.append(isMarked(answers, mark) ? '1' : '0');
      text.append("</").append(mark).append(">\n");
    }
    box("\t\t", boxed.box());
    for (BoxedObject part : parts) {
      text.append("\t\t<part>\n");
      element("\t\t\t", "name", part.object().title());
      box("\t\t\t", part.box());
      text.append("\t\t</part>\n");
      if (!part.object().classifications().isEmpty()) {
        report.leftOut("The answers of a part have no place in VOC.", image.place(part.object()));
      }
    }
    attributes(object, answers);
    text.append("\t</object>\n");
  }

  /** The text answered to a question, which is then done with. */
  private static Optional<String> taken(List<NamedAnswer> answers, String title) {
    for (NamedAnswer each : answers) {
      if (each.name().equals(title)
          && each.value() instanceof AnswerValue.Single(String value)
          && !value.isBlank()) {
        answers.remove(each);
        return Optional.of(value);
      }
    }
    return Optional.empty();
  }

  /** Only a yes is said by the mark; a no looks like no answer and stays an attribute. */
  private static boolean isMarked(List<NamedAnswer> answers, String title) {
    return answers.removeIf(
        each ->
            each.name().equals(title)
                && each.value() instanceof AnswerValue.YesOrNo(boolean isYes)
                && isYes);
  }

  private void box(String indent, Hull hull) throws IOException {
    Hull written = coordinates.toFile(hull);
    text.append(indent).append("<bndbox>\n");
    side(indent, "xmin", written.left());
    side(indent, "ymin", written.top());
    side(indent, "xmax", written.right());
    side(indent, "ymax", written.bottom());
    text.append(indent).append("</bndbox>\n");
  }

  private void side(String indent, String name, double value) throws IOException {
    text.append(indent).append("\t<").append(name).append('>').number(value);
    text.append("</").append(name).append(">\n");
  }

  private void attributes(ToolObject object, List<NamedAnswer> answers) throws IOException {
    JsonText score = object.extras().get("score");
    if (answers.isEmpty() && score == null) {
      return;
    }
    text.append("\t\t<attributes>\n");
    if (score != null) {
      attribute("score", score.text());
    }
    for (NamedAnswer each : answers) {
      if (each.value() instanceof AnswerValue.Verbatim) {
        report.leftOut(
            "Uploaded files have no place in VOC.", image.place(object) + ": " + each.name());
        continue;
      }
      for (String value : each.texts()) {
        attribute(each.name(), value);
      }
    }
    text.append("\t\t</attributes>\n");
  }

  private void attribute(String name, String value) throws IOException {
    text.append("\t\t\t<attribute>\n");
    element("\t\t\t\t", "name", name);
    element("\t\t\t\t", "value", value);
    text.append("\t\t\t</attribute>\n");
  }

  private void element(String indent, String name, String value) throws IOException {
    text.append(indent).append('<').append(name).append('>');
    escaped(value);
    text.append("</").append(name).append(">\n");
  }

  /** Characters that XML can not hold at all become the replacement character. */
  private void escaped(String value) throws IOException {
    for (int i = 0; i < value.length(); i++) {
      char character = value.charAt(i);
      switch (character) {
        case '&' -> text.append("&amp;");
        case '<' -> text.append("&lt;");
        case '>' -> text.append("&gt;");
        case '\r' -> text.append("&#13;");
        case '\t', '\n' -> text.append(character);
        case '\uFFFE', '\uFFFF' -> text.append('\uFFFD');
        default -> text.append(character < ' ' ? '\uFFFD' : character);
      }
    }
  }
}
