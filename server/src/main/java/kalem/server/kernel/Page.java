package kalem.server.kernel;

import java.util.List;

/**
 * One page of a list.
 *
 * @param total number of matches before paging
 */
public record Page<T>(List<T> items, long total) {
  public Page {
    items = List.copyOf(items);
  }
}
