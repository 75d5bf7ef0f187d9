package kalem.server.importing.labels;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Names the external ids nearest to one that matches nothing: most are off by case, extension,
 * folder or a blank. Bounded: only for the first misses of an import, and of a large project only
 * those neighbours that an index finds.
 */
final class NearestNames {
  /** How many are named. */
  static final int MOST = 3;

  private static final int MOST_HINTS = 20;
  private static final int NEIGHBOURS = 20;

  /** A project of up to so many assets is looked through whole. */
  private static final int SMALL = 5000;

  private static final double LEAST_LIKENESS = 0.25;

  private final JdbcClient jdbc;
  private final int projectKey;
  private Optional<List<String>> all = Optional.empty();
  private int hints;

  NearestNames(JdbcClient jdbc, int projectKey) {
    this.jdbc = jdbc;
    this.projectKey = projectKey;
  }

  /** A sentence that begins with a blank, or nothing. */
  String hint(Optional<String> externalId) {
    if (externalId.isEmpty() || hints == MOST_HINTS) {
      return "";
    }
    hints++;
    List<String> near = nearest(externalId.get().replace('\0', ' '));
    return near.isEmpty() ? "" : " Nearest: " + String.join(", ", near) + ".";
  }

  private List<String> nearest(String name) {
    Set<String> grams = grams(name);
    record Near(String name, double likeness) {}
    return candidates(name).stream()
        .map(candidate -> new Near(candidate, likeness(grams, grams(candidate))))
        .filter(near -> near.likeness() >= LEAST_LIKENESS)
        .sorted(Comparator.comparingDouble(Near::likeness).reversed().thenComparing(Near::name))
        .limit(MOST)
        .map(Near::name)
        .toList();
  }

  private List<String> candidates(String name) {
    if (all.isEmpty()) {
      all = Optional.of(query("true order by id limit " + (SMALL + 1), ""));
    }
    if (all.get().size() <= SMALL) {
      return all.get();
    }
    Set<String> near = new LinkedHashSet<>();
    near.addAll(query(Targets.STEM + " = :name limit " + NEIGHBOURS, FileStems.stem(name)));
    near.addAll(query("external_id >= :name order by external_id limit " + NEIGHBOURS, name));
    near.addAll(query("external_id <= :name order by external_id desc limit " + NEIGHBOURS, name));
    return new ArrayList<>(near);
  }

  private List<String> query(String condition, String name) {
    return jdbc
        .sql(
            "select external_id from asset a where project_key = :project and deleted_at is null"
                + " and "
                + condition)
        .param("project", projectKey)
        .param("name", name)
        .query((row, number) -> row.getString("external_id"))
        .list()
        .stream()
        .distinct()
        .toList();
  }

  /** Shared parts of three characters, as a share of all; 1 for names alike but for case. */
  private static double likeness(Set<String> some, Set<String> others) {
    long shared = some.stream().filter(others::contains).count();
    return (double) shared / Math.max(1, some.size() + others.size() - shared);
  }

  private static Set<String> grams(String name) {
    String padded = "  " + name.toLowerCase(Locale.ROOT).strip() + " ";
    Set<String> grams = new HashSet<>();
    for (int i = 0; i + 3 <= padded.length(); i++) {
      grams.add(padded.substring(i, i + 3));
    }
    return grams;
  }
}
