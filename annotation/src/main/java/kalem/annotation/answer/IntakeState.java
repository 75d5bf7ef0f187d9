package kalem.annotation.answer;

import kalem.annotation.ontology.CategorySchema;

/** What the readers of one intake share: the surroundings, and what was met so far. */
record IntakeState(
    CategorySchema schema,
    IntakeContext context,
    PreviousEntries previous,
    ClassResolver classes,
    ObjectIds ids,
    LastShapes lastShapes,
    PageCheck pages,
    IntakeReport report) {

  static IntakeState begin(CategorySchema schema, IntakeContext context) {
    return begin(schema, context, IdUses.remembered(), new LastShapes.OfAll(context.previous()));
  }

  /** The state of labels that are too many to be remembered. */
  static IntakeState begin(
      CategorySchema schema, IntakeContext context, IdUses uses, LastShapes lastShapes) {
    IntakeReport report = new IntakeReport();
    PreviousEntries previous = new PreviousEntries(context.previous());
    return new IntakeState(
        schema,
        context,
        previous,
        new ClassResolver(schema, previous, context.keepUnknown(), report),
        new ObjectIds(context.newObjectId(), uses, report),
        lastShapes,
        new PageCheck(context.asset().pageTotal(), report),
        report);
  }
}
