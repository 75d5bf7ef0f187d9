package kalem.server.storage;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.http.MediaTypeFactory;

/** Guesses the content type of a file from its name, else from its first bytes. */
public final class ContentTypes {
  /** As many first bytes as {@link #sniff} looks at. */
  static final int HEAD = 512;

  private static final String UNKNOWN = "application/octet-stream";

  /** What the common table lacks or says otherwise. */
  private static final Map<String, String> OURS =
      Map.ofEntries(
          Map.entry("md", "text/markdown"),
          Map.entry("ndjson", "application/x-ndjson"),
          Map.entry("dcm", "application/dicom"),
          Map.entry("nrrd", "application/octet-stream"),
          Map.entry("nii", "application/octet-stream"),
          Map.entry("gz", "application/gzip"),
          Map.entry("mkv", "video/x-matroska"),
          Map.entry("mov", "video/quicktime"),
          Map.entry("webp", "image/webp"),
          Map.entry("avif", "image/avif"),
          Map.entry("heic", "image/heic"),
          Map.entry("opus", "audio/ogg"),
          Map.entry("ogg", "application/ogg"),
          Map.entry("m4a", "audio/mp4"));

  private record Signature(int offset, String bytes, String type) {
    boolean matches(byte[] head) {
      byte[] wanted = bytes.getBytes(StandardCharsets.ISO_8859_1);
      return head.length >= offset + wanted.length
          && ByteBuffer.wrap(head, offset, wanted.length).equals(ByteBuffer.wrap(wanted));
    }
  }

  private static final List<Signature> SIGNATURES =
      List.of(
          new Signature(0, "\u0089PNG\r\n\u001a\n", "image/png"),
          new Signature(0, "\u00ff\u00d8\u00ff", "image/jpeg"),
          new Signature(0, "GIF8", "image/gif"),
          new Signature(0, "BM", "image/bmp"),
          new Signature(0, "II*\0", "image/tiff"),
          new Signature(0, "MM\0*", "image/tiff"),
          new Signature(8, "WEBP", "image/webp"),
          new Signature(8, "WAVE", "audio/wav"),
          new Signature(0, "%PDF-", "application/pdf"),
          new Signature(4, "ftyp", "video/mp4"),
          new Signature(0, "\u001aE\u00df\u00a3", "video/webm"),
          new Signature(0, "OggS", "application/ogg"),
          new Signature(0, "ID3", "audio/mpeg"),
          new Signature(0, "fLaC", "audio/flac"),
          new Signature(0, "PK\u0003\u0004", "application/zip"),
          new Signature(0, "\u001f\u008b", "application/gzip"),
          new Signature(128, "DICM", "application/dicom"));

  private ContentTypes() {}

  /** By the extension; empty when there is none that we know. */
  public static Optional<String> ofName(String fileName) {
    String extension = fileName.substring(fileName.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return Optional.ofNullable(OURS.get(extension))
        .or(() -> MediaTypeFactory.getMediaType(fileName).map(MediaType::toString))
        .map(ContentTypes::withCharset);
  }

  static String sniff(byte[] head) {
    return SIGNATURES.stream()
        .filter(signature -> signature.matches(head))
        .map(Signature::type)
        .findFirst()
        .orElseGet(() -> isText(head) ? withCharset("text/plain") : UNKNOWN);
  }

  private static String withCharset(String type) {
    return type.startsWith("text/") ? type + ";charset=utf-8" : type;
  }

  private static boolean isText(byte[] head) {
    for (byte b : head) {
      if (b == 0) {
        return false;
      }
    }
    // The last character may be cut off.
    for (int cut = 0; cut < 4 && cut <= head.length; cut++) {
      if (decodes(head, head.length - cut)) {
        return head.length > 0;
      }
    }
    return false;
  }

  private static boolean decodes(byte[] head, int length) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(head, 0, length));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
