package kalem.server.http;

/** The envelope of every successful answer (api.md 1). */
public record Success<T>(String status, T data) {
  public static <T> Success<T> of(T data) {
    return new Success<>("success", data);
  }
}
