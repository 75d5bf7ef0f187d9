package kalem.formats;

import tools.jackson.core.StreamReadConstraints;

/**
 * How much of a file from outside is taken in before it counts as hostile or broken. Generous
 * against real data sets and small against memory; what goes beyond is refused with a message,
 * never with an out-of-memory error.
 */
public final class Limits {
  /** Most bytes of one text file, or of one element of a larger file, that are read whole. */
  public static final int TEXT_BYTES = 64 << 20;

  /** Most characters of one line, of one string, and of one attribute value. */
  public static final int LINE_CHARACTERS = 16 << 20;

  /** Deepest nesting of lists, objects and XML elements. */
  public static final int NESTING = 200;

  /** Most characters of a number; a double needs no more than 25, though files spell some out. */
  public static final int NUMBER_CHARACTERS = 1_000;

  /** Most points of one shape, all its rings together. */
  public static final int POINTS = 200_000;

  /** Most pixels of a mask; each takes one bit. */
  public static final int MASK_PIXELS = 200_000_000;

  /** Most pixels of a picture that is decoded; each takes four bytes. */
  public static final int PICTURE_PIXELS = 100_000_000;

  /** Most voxels of one volume; 1024 x 1024 x 1024. They lie in a file and not in memory. */
  public static final int VOXELS = 1 << 30;

  /** Most classes that one import may name, nested questions included. */
  public static final int CLASSES = 20_000;

  /** Most answers to one question that are kept as its options; with more it is a text question. */
  public static final int OPTIONS = 200;

  /** Most labels of one asset. */
  public static final int OBJECTS = 1_000_000;

  /** Most files of one folder; their names are sorted in memory. */
  public static final int FOLDER_FILES = 2_000_000;

  /** Deepest folder that is looked into. */
  public static final int FOLDER_DEPTH = 32;

  /** Below this, in bytes, a zip may be packed however well. */
  private static final long HARMLESS_BYTES = 1L << 30;

  /** Labels are packed 30 times at best; pages of zeros reach 1,000. */
  private static final long MOST_PACKED = 200;

  private Limits() {}

  /**
   * Checks what a zip unpacks to.
   *
   * @param files that it holds
   * @param packed bytes of the zip
   * @param unpacked bytes of its files together
   * @throws BadImportException when no labels are packed like that
   */
  public static void checkZip(long files, long packed, long unpacked) {
    if (files > FOLDER_FILES) {
      throw new BadImportException("The zip holds more than " + FOLDER_FILES + " files.");
    }
    if (unpacked > HARMLESS_BYTES && unpacked / MOST_PACKED > packed) {
      throw new BadImportException("The zip unpacks to far more than any labels do.");
    }
  }

  /** The limits that apply to JSON, for a parser. */
  public static StreamReadConstraints json() {
    return StreamReadConstraints.builder()
        .maxNestingDepth(NESTING)
        .maxStringLength(LINE_CHARACTERS)
        .maxNameLength(LINE_CHARACTERS)
        .maxNumberLength(NUMBER_CHARACTERS)
        .build();
  }
}
