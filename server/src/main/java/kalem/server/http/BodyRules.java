package kalem.server.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Set;

/**
 * How large a body may be, by what becomes of it: most are held in memory as trees several times
 * their size, labels to import are read as a stream, uploads go to disk.
 *
 * @param streamed bytes of a body that is read as a stream
 */
record BodyRules(long streamed) {
  private static final long IN_MEMORY = 16L << 20;
  private static final Set<String> UPLOADS = Set.of("upload", "import");

  /** Bytes allowed in this request's body, as far as its endpoint reads it. */
  long limit(HttpServletRequest request) {
    String path = request.getRequestURI();
    return path.equals("/v2/import/labels") ? streamed : Math.min(streamed, IN_MEMORY);
  }

  /**
   * The sentence for a body over a limit; the setting is named where raising it helps, and the way
   * for large labels where assets bring them along.
   */
  String refusal(HttpServletRequest request, long limit) {
    return "The body is larger than "
        + limit
        + " bytes. Send it in parts"
        + (limit == streamed ? ", or raise KALEM_MAX_BODY on the server" : "")
        + (request.getRequestURI().endsWith("/cloud")
            ? ", and many labels as a file: import it once the assets are there."
            : ".");
  }

  /** Files have limits of their own: by signed link, or as multipart by people signed in. */
  boolean areFiles(HttpServletRequest request) {
    return request.getRequestURI().startsWith("/files/")
        || (!isJson(request)
            && request.getMethod().equals("POST")
            && isUpload(request.getRequestURI())
            && Callers.current().isPresent());
  }

  private static boolean isUpload(String path) {
    return UPLOADS.contains(path.substring(path.lastIndexOf('/') + 1));
  }

  /**
   * Tomcat reads the parts of a multipart body past any filter, so without a length before it
   * nothing could be limited.
   */
  static boolean isOfUnknownLength(HttpServletRequest request) {
    return isMultipart(request) && request.getContentLengthLong() < 0;
  }

  /** A body that is no file, whatever its path. */
  private static boolean isJson(HttpServletRequest request) {
    String type = request.getContentType();
    return type == null || type.toLowerCase(Locale.ROOT).startsWith("application/json");
  }

  static boolean isMultipart(HttpServletRequest request) {
    String type = request.getContentType();
    return type != null && type.toLowerCase(Locale.ROOT).startsWith("multipart/");
  }
}
