package kalem.server.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Turns a {@code sort} parameter into an ORDER BY clause (api.md 4.1): names separated by commas, a
 * minus in front for descending. Only names of the table reach the SQL.
 *
 * @param columns SQL expression of each sortable field
 * @param tieBreak expression that makes the order total
 */
public record SortOrder(Map<String, String> columns, String tieBreak) {
  public SortOrder {
    columns = Map.copyOf(columns);
  }

  /**
   * The clause without the words ORDER BY.
   *
   * @throws KalemException naming a field that can not be sorted by
   */
  public String sql(String sort) {
    List<String> terms = new ArrayList<>();
    boolean descending = true;
    for (String part : sort.split(",", -1)) {
      String field = part.trim();
      if (field.isEmpty()) {
        continue;
      }
      descending = field.startsWith("-");
      terms.add(column(descending ? field.substring(1) : field) + (descending ? " desc" : ""));
    }
    // The tie break follows the last direction, so one index serves both columns.
    terms.add(tieBreak + (descending ? " desc" : ""));
    return String.join(", ", terms);
  }

  private String column(String field) {
    String column = columns.get(field);
    if (column == null) {
      throw KalemException.invalid(
          "Can not sort by "
              + field
              + ". Sortable: "
              + String.join(", ", columns.keySet().stream().sorted().toList())
              + ".");
    }
    return column;
  }
}
