package kalem.annotation.answer;

import kalem.annotation.ontology.CategorySchema;

/** What the readers of one intake share: the surroundings, and what was met so far. */
record IntakeState(
    CategorySchema schema,
    IntakeContext context,
    PreviousEntries previous,
    ClassResolver classes,
    ObjectIds ids,
    PageCheck pages,
    IntakeReport report) {

  static IntakeState begin(CategorySchema schema, IntakeContext context) {
    IntakeReport report = new IntakeReport();
    PreviousEntries previous = new PreviousEntries(context.previous());
    return new IntakeState(
        schema,
        context,
        previous,
        new ClassResolver(schema, previous, context.keepUnknown(), report),
        new ObjectIds(context.newObjectId(), report),
        new PageCheck(context.asset().pageTotal(), report),
        report);
  }
}
