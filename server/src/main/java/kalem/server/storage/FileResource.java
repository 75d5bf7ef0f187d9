package kalem.server.storage;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import kalem.server.http.OpenToAll;
import kalem.server.http.Success;
import kalem.server.kernel.ErrorCode;
import kalem.server.kernel.KalemException;
import kalem.server.storage.SignedLinks.Proof;
import kalem.server.storage.SignedLinks.Use;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.CrossOrigin;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Serves and takes the files of the hub by signed link (api.md 10.7).
 *
 * <p>What users upload is shown from the hub's own origin, so every answer is boxed in: a page or
 * an SVG opened by its link runs no script, sends nothing and sees no cookie.
 */
@RestController
@CrossOrigin(
    origins = "*",
    methods = {RequestMethod.GET, RequestMethod.HEAD, RequestMethod.PUT},
    maxAge = 86400)
class FileResource {
  private static final Logger LOG = LoggerFactory.getLogger(FileResource.class);
  private static final int BUFFER = 64 * 1024;

  private static final String BOX =
      "sandbox; default-src 'none'; img-src 'self' data:; media-src 'self'; style-src"
          + " 'unsafe-inline'; frame-ancestors 'self'";

  private final FileStores stores;
  private final SignedLinks links;
  private final InstantSource clock;
  private final long largest;

  FileResource(
      FileStores stores,
      SignedLinks links,
      InstantSource clock,
      @Value("${KALEM_MAX_FILE:5368709120}") long largest) {
    this.stores = stores;
    this.links = links;
    this.clock = clock;
    this.largest = largest;
  }

  record Uploaded(long size) {}

  @RequestMapping(
      path = SignedLinks.PATH + "**",
      method = {RequestMethod.GET, RequestMethod.HEAD})
  @OpenToAll("The signature is the proof")
  void read(
      HttpServletRequest request,
      HttpServletResponse response,
      @RequestParam(defaultValue = "") String expires,
      @RequestParam(defaultValue = "") String signature,
      @RequestParam(defaultValue = "") String download)
      throws IOException {
    allowOtherOrigins(response);
    ObjectKey key = key(request);
    Instant until = links.check(Use.READ, key, new Proof(expires, signature, download));
    FileStores.Place place = stores.of(key);
    ObjectStore store = place.store();
    StoredObject object =
        store.head(place.key()).orElseThrow(() -> KalemException.notFound("File", key.fileName()));
    describe(response, object, until, download);
    if (isKnown(request, object)) {
      response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
      return;
    }
    ByteRange part = part(request, response, object);
    response.setContentType(type(store, object));
    response.setContentLengthLong(part.length());
    if (!request.getMethod().equals("HEAD")) {
      send(store, object, part, response);
    }
  }

  @PutMapping(SignedLinks.PATH + "**")
  @OpenToAll("The signature is the proof")
  Success<Uploaded> write(
      HttpServletRequest request,
      HttpServletResponse response,
      @RequestParam(defaultValue = "") String expires,
      @RequestParam(defaultValue = "") String signature)
      throws IOException {
    allowOtherOrigins(response);
    ObjectKey key = key(request);
    links.check(Use.WRITE, key, new Proof(expires, signature, ""));
    if (request.getContentLengthLong() > largest) {
      response.setHeader(HttpHeaders.CONNECTION, "close");
      throw tooLarge();
    }
    FileStores.Place place = stores.of(key);
    try (ObjectStore.Upload upload = place.store().begin(place.key())) {
      receive(request, upload.content());
      StoredObject object = upload.complete();
      response.setHeader(HttpHeaders.ETAG, tag(object));
      return Success.of(new Uploaded(object.size()));
    }
  }

  /** Also on failures, so that scripts of other origins can read what went wrong. */
  private static void allowOtherOrigins(HttpServletResponse response) {
    response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
    response.setHeader(
        HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS,
        "ETag, Content-Range, Accept-Ranges, Content-Length, Content-Disposition");
    response.setHeader("Cross-Origin-Resource-Policy", "cross-origin");
    response.setHeader("Content-Security-Policy", BOX);
  }

  private static ObjectKey key(HttpServletRequest request) {
    String path = request.getRequestURI();
    return SignedLinks.decoded(path.substring(SignedLinks.PATH.length()))
        .orElseThrow(() -> KalemException.invalid("This is not the name of a file."));
  }

  private void describe(
      HttpServletResponse response, StoredObject object, Instant until, String download) {
    response.setHeader(HttpHeaders.ETAG, tag(object));
    response.setDateHeader(HttpHeaders.LAST_MODIFIED, object.modifiedAt().toEpochMilli());
    response.setHeader(HttpHeaders.ACCEPT_RANGES, "bytes");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader(
        HttpHeaders.CACHE_CONTROL,
        "private, max-age=" + Math.max(0, Duration.between(clock.instant(), until).toSeconds()));
    if (!download.isEmpty()) {
      response.setHeader(
          HttpHeaders.CONTENT_DISPOSITION,
          ContentDisposition.attachment()
              .filename(download, StandardCharsets.UTF_8)
              .build()
              .toString());
    }
  }

  private static String tag(StoredObject object) {
    return "\"" + object.tag() + "\"";
  }

  private static boolean isKnown(HttpServletRequest request, StoredObject object) {
    String known = request.getHeader(HttpHeaders.IF_NONE_MATCH);
    return known != null && (known.contains(tag(object)) || known.trim().equals("*"));
  }

  private static ByteRange part(
      HttpServletRequest request, HttpServletResponse response, StoredObject object) {
    ByteRange whole = new ByteRange(0, object.size());
    String condition = request.getHeader(HttpHeaders.IF_RANGE);
    if (condition != null && !condition.equals(tag(object))) {
      return whole;
    }
    Optional<ByteRange> asked = asked(request, response, object.size());
    asked.ifPresent(
        range -> {
          response.setStatus(HttpServletResponse.SC_PARTIAL_CONTENT);
          response.setHeader(HttpHeaders.CONTENT_RANGE, range.contentRange(object.size()));
        });
    return asked.orElse(whole);
  }

  private static Optional<ByteRange> asked(
      HttpServletRequest request, HttpServletResponse response, long size) {
    try {
      return ByteRange.of(request.getHeader(HttpHeaders.RANGE), size);
    } catch (KalemException e) {
      response.setHeader(HttpHeaders.CONTENT_RANGE, "bytes */" + size);
      throw e;
    }
  }

  private static String type(ObjectStore store, StoredObject object) throws IOException {
    Optional<String> byName = ContentTypes.ofName(object.key().fileName());
    if (byName.isPresent()) {
      return byName.get();
    }
    try (InputStream in = store.open(object.key(), 0, ContentTypes.HEAD)) {
      return ContentTypes.sniff(in.readNBytes(ContentTypes.HEAD));
    }
  }

  private static void send(
      ObjectStore store, StoredObject object, ByteRange part, HttpServletResponse response)
      throws IOException {
    try (InputStream in = store.open(object.key(), part.first(), part.length())) {
      OutputStream out = response.getOutputStream();
      byte[] buffer = new byte[BUFFER];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        if (!written(out, buffer, count)) {
          return;
        }
      }
    }
  }

  /** Players and browsers hang up all the time; only a failing read is a fault of ours. */
  private static boolean written(OutputStream out, byte[] buffer, int count) {
    try {
      out.write(buffer, 0, count);
      return true;
    } catch (IOException e) {
      LOG.debug("The reader of a file went away", e);
      return false;
    }
  }

  private void receive(HttpServletRequest request, OutputStream out) throws IOException {
    InputStream in = request.getInputStream();
    byte[] buffer = new byte[BUFFER];
    long size = 0;
    for (int count = next(in, buffer, size); count >= 0; count = next(in, buffer, size)) {
      size += count;
      if (size > largest) {
        throw tooLarge();
      }
      out.write(buffer, 0, count);
    }
    if (request.getContentLengthLong() >= 0 && size != request.getContentLengthLong()) {
      throw brokenOff(size);
    }
  }

  private static int next(InputStream in, byte[] buffer, long size) {
    try {
      return in.read(buffer);
    } catch (IOException e) {
      LOG.debug("An upload broke off", e);
      throw brokenOff(size);
    }
  }

  private static KalemException brokenOff(long size) {
    return KalemException.invalid(
        "The upload broke off after " + size + " bytes. Nothing was kept; send it again.");
  }

  private KalemException tooLarge() {
    return new KalemException(
        ErrorCode.PAYLOAD_TOO_LARGE, "A file can have at most " + largest + " bytes.");
  }
}
