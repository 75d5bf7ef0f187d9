package kalem.formats.cvat;

import java.io.IOException;
import java.util.List;
import kalem.annotation.answer.AnswerValue;
import kalem.annotation.answer.ClassificationAnswer;
import kalem.annotation.json.CompactJson;
import kalem.formats.image.NamedAnswer;

/** Writes answers as attributes. */
final class Attributes {
  private Attributes() {}

  /** Whether the answer that CVAT has a mark for is yes. */
  static boolean isOccluded(List<ClassificationAnswer> answers) {
    for (ClassificationAnswer each : answers) {
      if (isMark(each.title(), each.answer())
          && each.answer() instanceof AnswerValue.YesOrNo(boolean isYes)) {
        return isYes;
      }
    }
    return false;
  }

  private static boolean isMark(String name, AnswerValue value) {
    return name.equals(CvatLabels.OCCLUDED) && value instanceof AnswerValue.YesOrNo;
  }

  static void write(List<ClassificationAnswer> answers, XmlWriter xml) throws IOException {
    for (NamedAnswer answer : NamedAnswer.flat(answers)) {
      if (!isMark(answer.name(), answer.value())) {
        write(answer.name(), answer.value(), xml);
      }
    }
  }

  static void write(String name, AnswerValue value, XmlWriter xml) throws IOException {
    xml.open("attribute").attribute("name", name).content("attribute", text(value));
  }

  private static String text(AnswerValue value) {
    return switch (value) {
      case AnswerValue.Single(String text) -> text;
      case AnswerValue.YesOrNo(boolean isYes) -> Boolean.toString(isYes);
      case AnswerValue.Several several -> {
        StringBuilder list = new StringBuilder();
        several.write(new CompactJson(list));
        yield list.toString();
      }
      case AnswerValue.Verbatim(var json) -> json.text();
    };
  }
}
