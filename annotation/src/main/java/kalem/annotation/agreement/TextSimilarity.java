package kalem.annotation.agreement;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How alike two texts are, from 0 to 1. */
final class TextSimilarity {
  /** Steps of one comparison; longer texts are compared word by word, then only as a whole. */
  private static final long MOST_STEPS = 25_000_000;

  private static final int LONGEST_SEQUENCE = 4;

  private TextSimilarity() {}

  static double of(String one, String other, TextMeasure measure) {
    String left = one.strip();
    String right = other.strip();
    if (left.equals(right)) {
      return 1;
    }
    return switch (measure) {
      case EXACT -> 0;
      case CASE_INSENSITIVE -> folded(left).equals(folded(right)) ? 1 : 0;
      case BLEU -> bleu(words(left), words(right));
      case LEVENSHTEIN -> levenshtein(left, right);
    };
  }

  static String folded(String text) {
    return text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
  }

  private static List<String> words(String text) {
    return text.isEmpty() ? List.of() : Arrays.asList(text.split("\\s+"));
  }

  private static double bleu(List<String> one, List<String> other) {
    return one.isEmpty() || other.isEmpty()
        ? 0
        : (directedBleu(one, other) + directedBleu(other, one)) / 2;
  }

  /** Sequences longer than either text are not asked for; those of two words on are smoothed. */
  private static double directedBleu(List<String> candidate, List<String> reference) {
    int longest = Math.min(LONGEST_SEQUENCE, Math.min(candidate.size(), reference.size()));
    double sum = 0;
    for (int length = 1; length <= longest; length++) {
      int smoothing = length == 1 ? 0 : 1;
      double total = candidate.size() - length + 1.0 + smoothing;
      sum += Math.log((shared(candidate, reference, length) + smoothing) / total);
    }
    double brevity = Math.min(0, 1 - (double) reference.size() / candidate.size());
    return Math.exp(brevity + sum / longest);
  }

  private static int shared(List<String> candidate, List<String> reference, int length) {
    Map<List<String>, Integer> left = new HashMap<>();
    for (int i = 0; i + length <= reference.size(); i++) {
      left.merge(reference.subList(i, i + length), 1, Integer::sum);
    }
    int shared = 0;
    for (int i = 0; i + length <= candidate.size(); i++) {
      List<String> sequence = candidate.subList(i, i + length);
      int count = left.getOrDefault(sequence, 0);
      if (count > 0) {
        left.put(sequence, count - 1);
        shared++;
      }
    }
    return shared;
  }

  private static double levenshtein(String one, String other) {
    Object[] left = one.codePoints().boxed().toArray();
    Object[] right = other.codePoints().boxed().toArray();
    if ((long) left.length * right.length > MOST_STEPS) {
      left = words(one).toArray();
      right = words(other).toArray();
    }
    return (long) left.length * right.length > MOST_STEPS
        ? 0
        : 1 - (double) edits(left, right) / Math.max(left.length, right.length);
  }

  private static int edits(Object[] from, Object[] to) {
    int[] before = new int[to.length + 1];
    Arrays.setAll(before, i -> i);
    for (int i = 1; i <= from.length; i++) {
      int[] row = new int[to.length + 1];
      row[0] = i;
      for (int j = 1; j <= to.length; j++) {
        int replaced = before[j - 1] + (from[i - 1].equals(to[j - 1]) ? 0 : 1);
        row[j] = Math.min(replaced, Math.min(before[j], row[j - 1]) + 1);
      }
      before = row;
    }
    return before[to.length];
  }
}
