package kalem.server.importing.labels;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import kalem.annotation.answer.Answer;
import kalem.annotation.answer.ClassificationAnswer;
import kalem.annotation.answer.Entry;
import kalem.annotation.answer.Intake;
import kalem.annotation.answer.LabelSource;
import kalem.annotation.answer.LongAnswerReader;
import kalem.annotation.answer.ToolObject;
import kalem.annotation.video.Reduction;
import kalem.formats.ImportItem;
import kalem.formats.ango.AngoImportReader;
import kalem.server.annotation.MaskKeys;
import kalem.server.annotation.NewAnswer;
import kalem.server.importing.labels.Portion.LongOne;

/**
 * Labels of one item that are larger than memory, or are added to such: they go from the file to
 * the database entry by entry, and what is found goes to the log in between.
 */
final class LongItems {
  /** Findings that wait for the log. */
  private static final int PORTION = 1000;

  private final ImportRun run;
  private final LabelReading reading;
  private final LabelWriting writing;

  LongItems(ImportRun run, LabelReading reading, LabelWriting writing) {
    this.run = run;
    this.reading = reading;
    this.writing = writing;
  }

  static boolean isLong(ImportItem item) {
    return item.source() instanceof LabelSource.Text text && text.isLong();
  }

  /** Takes what is done and found, in portions. */
  interface Sink {
    void found(Labeling.Outcome outcome);

    /**
     * Called for every entry, as one item may take minutes.
     *
     * @throws ImportCanceledException when the import is to stop
     */
    void stopWhenCanceled();
  }

  /**
   * Reads without writing.
   *
   * @return whether there is anything to label with
   */
  boolean report(LongOne met, Sink sink) {
    try (LongAnswerReader reader = reader(met.item(), met.target(), sink)) {
      Told told = new Told(met.item(), sink);
      if (!reader.begin(sink::stopWhenCanceled)) {
        return told.tooMany();
      }
      reader.read(told::count, told::found);
      if (told.isUnusable(met)) {
        return told.unusable(
            run.options().mode() != ImportMode.APPEND && met.target().answer().isPresent());
      }
      return told.end() || met.masks().isGiving();
    }
  }

  /**
   * Stores the labels of an item on a locked task, as part of the caller's transaction.
   *
   * @param isAdded labels of the task stay
   * @return whether there is anything to label with
   */
  boolean store(LongOne met, Target now, boolean isAdded, Sink sink) {
    MaskKeys masks = met.masks().of(now.masks());
    try (LongAnswerReader reader = reader(met.item(), now, sink)) {
      Told told = new Told(met.item(), sink);
      if (!reader.begin(sink::stopWhenCanceled)) {
        return told.tooMany();
      }
      Optional<String> stored;
      try (NewAnswer answer = writing.begin(run, now, masks)) {
        boolean keeps = isAdded && keep(reader, now, answer, sink);
        reader.read(
            entry -> {
              told.count(entry);
              answer.add(entry);
            },
            told::found);
        if (!keeps && told.isUnusable(met)) {
          return told.unusable(!isAdded && now.answer().isPresent());
        }
        if (keeps || told.entries > 0 || !masks.isEmpty()) {
          stored = Optional.of(answer.finish(masks));
        } else {
          answer.finishEmpty();
          stored = Optional.empty();
        }
      }
      writing.label(run, Map.of(now, stored));
      return told.end() || met.masks().isGiving();
    }
  }

  /** Adds what stays of a task's labels; whether anything does. */
  private boolean keep(LongAnswerReader reader, Target now, NewAnswer answer, Sink sink) {
    boolean[] keeps = {false};
    writing.each(
        run.project(),
        now,
        before -> {
          sink.stopWhenCanceled();
          if (reader.keeps(before)) {
            keeps[0] = true;
            answer.add(before);
          }
        });
    return keeps[0];
  }

  private LongAnswerReader reader(ImportItem item, Target target, Sink sink) {
    LabelSource.Text text =
        switch (item.source()) {
          case LabelSource.Text given -> given;
          case LabelSource.Tree tree -> AngoImportReader.text(tree.tree());
        };
    UnaryOperator<Answer> reduction =
        target.asset().isVideo() ? Reduction::ofFullExport : UnaryOperator.identity();
    return new LongAnswerReader(
        run.schema(),
        text,
        reading.context(run, item.path(), target),
        entries -> {
          sink.stopWhenCanceled();
          return reduction.apply(entries);
        });
  }

  /** What is told of one item. */
  private static final class Told {
    private final ImportItem item;
    private final Sink sink;
    private final List<Finding> findings = new ArrayList<>();
    private long entries;
    private long objects;
    private boolean hasFaults;

    Told(ImportItem item, Sink sink) {
      this.item = item;
      this.sink = sink;
    }

    void count(Entry entry) {
      sink.stopWhenCanceled();
      entries++;
      objects += entry instanceof ToolObject || entry instanceof ClassificationAnswer ? 1 : 0;
    }

    void found(Intake intake) {
      sink.stopWhenCanceled();
      intake.problems().forEach(problem -> findings.add(Finding.of(item, problem, true)));
      intake.warnings().forEach(problem -> findings.add(Finding.of(item, problem, false)));
      hasFaults |= !intake.problems().isEmpty();
      if (findings.size() >= PORTION) {
        tell(Tally.NONE);
      }
    }

    boolean tooMany() {
      findings.add(
          Finding.skipped(
              item,
              ImportCodes.TOO_LARGE,
              "The item has more entries than can be read; give them in several items."));
      tell(Tally.NONE);
      return false;
    }

    /** Whether all that there was is faulty; then the task stays as it is. */
    boolean isUnusable(LongOne met) {
      boolean isFaulty = hasFaults || met.findings().stream().anyMatch(Finding::isFault);
      return entries == 0 && !met.masks().isGiving() && isFaulty;
    }

    boolean unusable(boolean isReplacing) {
      if (isReplacing) {
        findings.add(Finding.earlierLabelsStay(item));
      }
      tell(Tally.NONE);
      return false;
    }

    /** Whether there were any entries. */
    boolean end() {
      tell(Tally.NONE.plusLabeled(0, objects));
      return entries > 0;
    }

    private void tell(Tally tally) {
      List<Finding> told = List.copyOf(findings);
      findings.clear();
      sink.found(new Labeling.Outcome(tally.plusFindings(told), told));
    }
  }
}
