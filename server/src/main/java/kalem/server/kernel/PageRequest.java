package kalem.server.kernel;

/**
 * Which part of a list is wanted (api.md 4.1).
 *
 * @param page 1-based
 * @param limit items per page, 1 to 1000; larger values are cut to 1000, so loops that count up to
 *     the total stay correct
 */
public record PageRequest(int page, int limit) {
  private static final int MAXIMUM = 1000;

  public PageRequest {
    if (page < 1) {
      throw KalemException.invalid("page must be 1 or more.");
    }
    if (limit < 1) {
      throw KalemException.invalid("limit must be 1 or more.");
    }
    limit = Math.min(limit, MAXIMUM);
  }

  public long offset() {
    return (page - 1L) * limit;
  }
}
