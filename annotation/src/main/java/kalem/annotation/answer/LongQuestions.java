package kalem.annotation.answer;

import java.util.function.Consumer;
import kalem.annotation.LongIndex;
import kalem.annotation.ProblemCode;
import kalem.annotation.answer.ClassificationReader.Scope;
import kalem.annotation.ontology.CategorySchema;
import kalem.annotation.ontology.SchemaClass;

/**
 * Reads answers to questions about an asset that are too many to be held, in two rounds. Of answers
 * to one question on one page the last counts, unless it may be answered several times.
 */
final class LongQuestions {
  private final CategorySchema schema;
  private final LabelSource.Found list;
  private final String path;

  LongQuestions(CategorySchema schema, LabelSource.Found list, String path) {
    this.schema = schema;
    this.list = list;
    this.path = path;
  }

  /**
   * Hands on the answers that count.
   *
   * @param silent a state whose report nobody reads
   * @param after takes what was reported
   */
  void read(
      IntakeState silent,
      IntakeState state,
      Runnable after,
      Consumer<ClassificationAnswer> answers) {
    LongIndex last = new LongIndex();
    ClassificationReader counting = new ClassificationReader(silent);
    LongText.each(
        list,
        path,
        silent.report(),
        silent.report()::take,
        (entry, index, at) ->
            counting.readOne(entry, at, scope()).forEach(answer -> last.put(key(answer), index)));
    LongIndex met = new LongIndex();
    ClassificationReader reading = new ClassificationReader(state);
    LongText.each(
        list,
        path,
        state.report(),
        after,
        (entry, index, at) -> {
          for (ClassificationAnswer answer : reading.readOne(entry, at, scope())) {
            boolean isRepeated = !met.add(key(answer), 0) && !isMultiple(answer);
            if (isRepeated) {
              repeated(answer, at, state.report());
            }
            if (isMultiple(answer) || last.get(key(answer)) == index) {
              answers.accept(answer);
            }
          }
        });
  }

  private Scope scope() {
    return Scope.top(schema.classifications());
  }

  private static void repeated(ClassificationAnswer answer, String path, IntakeReport report) {
    report.warn(
        ProblemCode.DUPLICATE_ANSWER,
        path,
        "\"" + answer.title() + "\" is answered twice; the last answer counts.");
  }

  private boolean isMultiple(ClassificationAnswer answer) {
    return schema.find(answer.schemaId()).map(SchemaClass::multiple).orElse(true);
  }

  private static long key(ClassificationAnswer answer) {
    return FrameIndex.hash(FrameIndex.hash(answer.schemaId()), answer.marks().page().orElse(-1));
  }
}
