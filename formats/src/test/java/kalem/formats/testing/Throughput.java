package kalem.formats.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import kalem.annotation.answer.Answer;
import kalem.annotation.json.JsonText;
import kalem.annotation.ontology.CategorySchema;
import kalem.formats.FileSink;
import kalem.formats.LabelFormat;
import kalem.formats.LabelWriter;
import kalem.formats.LabeledRow;
import kalem.formats.catalog.Formats;

/**
 * Prints how many boxes a second the writers of the formats named write, from rows in memory to
 * bytes that nobody keeps: 10,000 rows of 20 boxes, the best of five runs. Time is that of the
 * processor, so that others on the machine disturb little.
 */
public final class Throughput {
  private static final int ROWS = 10_000;
  private static final int BOXES = 20;
  private static final int RUNS = 5;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private Throughput() {}

  public static void main(String[] formats) throws IOException {
    for (String id : formats) {
      System.out.printf(
          Locale.ROOT, "%s: %,d boxes/s%n", id, boxesPerSecond(Formats.find(id).orElseThrow()));
    }
  }

  /** The best of several runs. */
  public static long boxesPerSecond(LabelFormat format) throws IOException {
    CategorySchema schema =
        Rows.schema(
            "{'tools':[{'tool':'bounding-box','title':'Car','schemaId':'a'},"
                + "{'tool':'bounding-box','title':'Bus','schemaId':'b'}]}");
    LabeledRow[] rows = new LabeledRow[200];
    RandomGenerator random = new SplittableRandom(1);
    for (int i = 0; i < rows.length; i++) {
      rows[i] = row(i, random);
    }
    long best = 0;
    for (int run = 0; run < RUNS; run++) {
      long start = THREADS.getCurrentThreadCpuTime();
      LabelWriter writer = format.write(new Nowhere(), schema, JsonText.parse("{}"));
      for (int i = 0; i < ROWS; i++) {
        writer.write(rows[i % rows.length]);
      }
      writer.finish();
      double seconds = (THREADS.getCurrentThreadCpuTime() - start) / 1e9;
      best = Math.max(best, (long) (ROWS * BOXES / seconds));
    }
    return best;
  }

  private static LabeledRow row(int number, RandomGenerator random) {
    StringBuilder text = new StringBuilder("{'tools':[");
    for (int i = 0; i < BOXES; i++) {
      text.append(i == 0 ? "" : ",").append("{'objectId':'").append(number).append('-').append(i);
      text.append(i % 2 == 0 ? "','schemaId':'a','title':'Car'" : "','schemaId':'b','title':'Bus'");
      text.append(",'bounding-box':{'x':").append(random.nextInt(160_000) / 100.0);
      text.append(",'y':").append(random.nextInt(80_000) / 100.0);
      text.append(",'width':").append(1 + random.nextInt(20_000) / 100.0);
      text.append(",'height':").append(1 + random.nextInt(20_000) / 100.0);
      text.append("},'classifications':[]}");
    }
    Answer answer = Rows.answer(text.append("],'classifications':[],'relations':[]}").toString());
    return Rows.of(
        "images/" + number + ".jpg",
        "https://files.example",
        "{'width':1920,'height':1080}",
        answer);
  }

  private static final class Nowhere implements FileSink {
    @Override
    public OutputStream begin(String name) {
      return OutputStream.nullOutputStream();
    }
  }
}
