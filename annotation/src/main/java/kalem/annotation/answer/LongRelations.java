package kalem.annotation.answer;

import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import kalem.annotation.LongIndex;

/**
 * Reads relations that are too many to be held. A relation may end in another one, so refusing one
 * may leave another without its end: that is gone through until nothing more falls.
 */
final class LongRelations {
  private final LabelSource.Found list;
  private final String path;

  LongRelations(LabelSource.Found list, String path) {
    this.list = list;
    this.path = path;
  }

  private interface Visitor {
    void relation(RelationReader.Placed placed, int index);
  }

  /**
   * Hands on the relations whose ends exist.
   *
   * @param ids hashes of the ids of everything but these relations
   * @param silent makes a state whose report nobody reads
   * @param after takes what was reported
   */
  void read(
      LongIndex ids,
      Supplier<IntakeState> silent,
      IntakeState state,
      Runnable after,
      Consumer<Relation> relations) {
    BitSet broken = broken(ids, silent);
    RelationReader reader = new RelationReader(state, new ClassificationReader(state));
    each(
        reader,
        state,
        after,
        (placed, index) -> {
          if (broken.get(index)) {
            reader.withEnds(List.of(placed), existing(placed, ids));
          } else {
            relations.accept(placed.relation());
          }
        });
  }

  /** Positions of the relations without an end, or with one that is broken itself. */
  private BitSet broken(LongIndex ids, Supplier<IntakeState> silent) {
    BitSet broken = new BitSet();
    int before;
    do {
      before = broken.cardinality();
      LongIndex sound = new LongIndex();
      each(
          silent.get(),
          (placed, index) -> {
            if (!broken.get(index)) {
              placed.relation().objectIds().forEach(id -> sound.add(FrameIndex.hash(id), 0));
            }
          });
      each(
          silent.get(),
          (placed, index) -> {
            boolean isComplete =
                placed.relation().link().ends().stream()
                    .mapToLong(FrameIndex::hash)
                    .allMatch(end -> ids.contains(end) || sound.contains(end));
            broken.set(index, broken.get(index) || !isComplete);
          });
    } while (broken.cardinality() > before);
    return broken;
  }

  private static Set<String> existing(RelationReader.Placed placed, LongIndex ids) {
    return placed.relation().link().ends().stream()
        .filter(end -> ids.contains(FrameIndex.hash(end)))
        .collect(Collectors.toSet());
  }

  private void each(IntakeState silent, Visitor visitor) {
    each(
        new RelationReader(silent, new ClassificationReader(silent)),
        silent,
        silent.report()::take,
        visitor);
  }

  private void each(RelationReader reader, IntakeState state, Runnable after, Visitor visitor) {
    LongText.each(
        list,
        path,
        state.report(),
        after,
        (entry, index, at) ->
            reader.read(entry, at).ifPresent(placed -> visitor.relation(placed, index)));
  }
}
