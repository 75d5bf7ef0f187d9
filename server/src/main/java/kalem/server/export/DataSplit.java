package kalem.server.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import kalem.server.kernel.Json;
import kalem.server.kernel.KalemException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How an export is dealt out into the files of a training set (export-format section 21.3). Which
 * part a row belongs to follows from a hash alone, so it is the same in every export, whatever else
 * was added meanwhile.
 *
 * @param train share of the rows, 0 to 1; the three sum up to 1
 */
record DataSplit(double train, double validation, double test, By by) {
  private static final double TOLERANCE = 1e-3;

  /** What is hashed. */
  enum By {
    /** The external id, so copies of one file stay together. */
    HASH,
    /** The first batch of the asset, so whole batches stay together; without one, as by hash. */
    BATCH
  }

  /** One of the files: hashes from {@code from} up to but without {@code to}, out of 2^32. */
  record Part(String name, long from, long to) {}

  /** The number of hashes there are. */
  static final long HASHES = 1L << 32;

  DataSplit {
    for (double share : List.of(train, validation, test)) {
      if (!(share >= 0 && share <= 1)) {
        throw KalemException.invalid("The shares of split must lie between 0 and 1.");
      }
    }
    if (Math.abs(train + validation + test - 1) > TOLERANCE) {
      throw KalemException.invalid("The shares train, validation and test of split must sum to 1.");
    }
  }

  /** Reads {@code {"train":0.8,"validation":0.1,"test":0.1,"by":"hash"}}. */
  static DataSplit of(JsonNode json) {
    return new DataSplit(
        share(json, "train"), share(json, "validation"), share(json, "test"), by(json.path("by")));
  }

  private static double share(JsonNode json, String name) {
    JsonNode share = json.path(name);
    if (!share.isNumber() && !share.isMissingNode() && !share.isNull()) {
      throw KalemException.invalid("split." + name + " must be a number from 0 to 1.");
    }
    return share.asDouble(0);
  }

  private static By by(JsonNode json) {
    String text = json.asString("hash").toUpperCase(Locale.ROOT);
    for (By known : By.values()) {
      if (known.name().equals(text)) {
        return known;
      }
    }
    throw KalemException.invalid("split.by must be hash or batch.");
  }

  /** The parts with a share; together they cover every hash once. */
  List<Part> parts() {
    double sum = train + validation + test;
    long afterTrain = Math.round(train / sum * HASHES);
    long afterValidation = Math.round((train + validation) / sum * HASHES);
    List<Part> parts = new ArrayList<>();
    add(parts, "train", 0, afterTrain);
    add(parts, "validation", afterTrain, afterValidation);
    add(parts, "test", afterValidation, HASHES);
    return List.copyOf(parts);
  }

  private static void add(List<Part> parts, String name, long from, long to) {
    if (to > from) {
      parts.add(new Part(name, from, to));
    }
  }

  ObjectNode json() {
    return Json.object()
        .put("train", train)
        .put("validation", validation)
        .put("test", test)
        .put("by", by.name().toLowerCase(Locale.ROOT));
  }
}
