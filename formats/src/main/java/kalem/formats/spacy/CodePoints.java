package kalem.formats.spacy;

/** Converts offsets of one text between UTF-16 units and code points, fastest in rising order. */
final class CodePoints {
  private final String text;
  private int units;
  private int points;

  CodePoints(String text) {
    this.text = text;
  }

  /** The offset in code points of one in UTF-16 units; one inside a pair counts as after it. */
  int ofUnits(int offset) {
    if (offset < units) {
      units = 0;
      points = 0;
    }
    points += text.codePointCount(units, offset);
    boolean splitsPair =
        offset > 0
            && offset < text.length()
            && Character.isSurrogatePair(text.charAt(offset - 1), text.charAt(offset));
    if (splitsPair) {
      units = offset + 1;
      return points;
    }
    units = offset;
    return points;
  }

  /** The offset in UTF-16 units of one in code points, or -1 beyond the text. */
  int toUnits(int offset) {
    if (offset < points) {
      units = 0;
      points = 0;
    }
    if (offset - points > text.length() - units) {
      return -1;
    }
    try {
      units = text.offsetByCodePoints(units, offset - points);
      points = offset;
      return units;
    } catch (IndexOutOfBoundsException beyond) {
      return -1;
    }
  }
}
