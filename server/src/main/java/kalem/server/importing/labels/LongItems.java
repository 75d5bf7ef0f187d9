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
  }

  /** Reads without writing. */
  void report(ImportItem item, Target target, Sink sink) {
    try (LongAnswerReader reader = reader(item, target)) {
      Told told = new Told(item, sink);
      if (!reader.begin()) {
        told.tooMany();
        return;
      }
      reader.read(told::count, told::found);
      told.end();
    }
  }

  /**
   * Stores the labels of an item on a locked task, as part of the caller's transaction.
   *
   * @param masks of the task then
   * @param isAdded labels of the task stay
   */
  void store(ImportItem item, Target target, MaskKeys masks, boolean isAdded, Sink sink) {
    try (LongAnswerReader reader = reader(item, target)) {
      Told told = new Told(item, sink);
      if (!reader.begin()) {
        told.tooMany();
        return;
      }
      Optional<String> stored;
      try (NewAnswer answer = writing.begin(run, target, masks)) {
        if (isAdded) {
          writing.each(
              run.project(),
              target,
              before -> {
                if (reader.keeps(before)) {
                  told.entries++;
                  answer.add(before);
                }
              });
        }
        reader.read(
            entry -> {
              told.count(entry);
              answer.add(entry);
            },
            told::found);
        stored =
            told.entries == 0 && masks.isEmpty()
                ? Optional.empty()
                : Optional.of(answer.finish(masks));
      }
      writing.label(run, Map.of(target, stored));
      told.end();
    }
  }

  private LongAnswerReader reader(ImportItem item, Target target) {
    LabelSource.Text text =
        switch (item.source()) {
          case LabelSource.Text given -> given;
          case LabelSource.Tree tree -> AngoImportReader.text(tree.tree());
        };
    UnaryOperator<Answer> reduction =
        target.asset().isVideo() ? Reduction::ofFullExport : UnaryOperator.identity();
    return new LongAnswerReader(
        run.schema(), text, reading.context(run, item.path(), target), reduction);
  }

  /** What is told of one item. */
  private static final class Told {
    private final ImportItem item;
    private final Sink sink;
    private final List<Finding> findings = new ArrayList<>();
    private long entries;
    private long objects;

    Told(ImportItem item, Sink sink) {
      this.item = item;
      this.sink = sink;
    }

    void count(Entry entry) {
      entries++;
      objects += entry instanceof ToolObject || entry instanceof ClassificationAnswer ? 1 : 0;
    }

    void found(Intake intake) {
      intake.problems().forEach(problem -> findings.add(Finding.of(item, problem, true)));
      intake.warnings().forEach(problem -> findings.add(Finding.of(item, problem, false)));
      if (findings.size() >= PORTION) {
        tell(Tally.NONE);
      }
    }

    void tooMany() {
      findings.add(
          Finding.skipped(
              item,
              ImportCodes.TOO_LARGE,
              "The item has more entries than can be read; give them in several items."));
      tell(Tally.NONE);
    }

    void end() {
      tell(Tally.NONE.plusLabeled(1, objects));
    }

    private void tell(Tally tally) {
      List<Finding> told = List.copyOf(findings);
      findings.clear();
      sink.found(new Labeling.Outcome(tally.plusFindings(told), told));
    }
  }
}
