package kalem.formats.cli;

import java.io.IOException;
import java.util.Iterator;
import java.util.function.Predicate;
import kalem.annotation.ontology.CategorySchema;
import kalem.formats.FormatReport;
import kalem.formats.LabeledRow;

/** The assets to convert; they can be gone through several times, always in the same order. */
interface RowSource {
  /** The classes: those given, or else those found by going through all assets. */
  CategorySchema schema() throws IOException;

  /**
   * Goes through the assets.
   *
   * @param isWanted tells by external id which ones are wanted
   * @param faults gets what is wrong with the wanted ones
   */
  Pass begin(Predicate<String> isWanted, FormatReport faults) throws IOException;

  /** One time through all assets. */
  interface Pass extends Iterator<LabeledRow>, AutoCloseable {
    /** What the reader left out so far. */
    FormatReport report();

    @Override
    void close();
  }
}
