package kalem.server.storage;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * An object on its way into a bucket. What fits into one part is put at once; anything larger is
 * sent part by part, so that one part at most is in memory and nothing is seen before the end. Used
 * by one thread.
 */
final class S3Upload implements ObjectStore.Upload {
  private static final Logger LOG = LoggerFactory.getLogger(S3Upload.class);
  private static final int FIRST_BUFFER = 64 * 1024;
  private static final int SMALL_PART = 8 * 1024 * 1024;

  private final S3Client client;
  private final String bucket;
  private final String key;
  private final String contentType;
  private final Description written;
  private final List<CompletedPart> parts = new ArrayList<>();
  private final Content content = new Content();
  private final PartMemory memory;
  private PartMemory.@Nullable Room room;
  private byte[] buffer = new byte[FIRST_BUFFER];
  private int filled;
  private @Nullable String uploadId;
  private boolean completed;

  /** What is known of the object. */
  interface Description {
    StoredObject get() throws IOException;
  }

  /**
   * @param memory for parts; what is smaller than the first buffer needs none of it
   * @param written describes the object once it is there
   */
  S3Upload(S3Client client, String bucket, String key, PartMemory memory, Description written) {
    this.memory = memory;
    this.client = client;
    this.bucket = bucket;
    this.key = key;
    this.contentType = ContentTypes.ofName(key).orElse("application/octet-stream");
    this.written = written;
  }

  /**
   * Bytes of a part, by its number from 1. Servers take 10,000 parts: these sizes carry an object
   * of 400 GB, and only objects that need large parts have them.
   */
  static int partSize(int number) {
    if (number <= 1_000) {
      return SMALL_PART;
    }
    return number <= 5_000 ? 2 * SMALL_PART : 8 * SMALL_PART;
  }

  @Override
  public OutputStream content() {
    return content;
  }

  private final class Content extends OutputStream {
    @Override
    public void write(int value) throws IOException {
      makeRoom();
      buffer[filled++] = (byte) value;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      int at = offset;
      int end = offset + length;
      while (at < end) {
        makeRoom();
        int count = Math.min(end - at, buffer.length - filled);
        System.arraycopy(bytes, at, buffer, filled, count);
        filled += count;
        at += count;
      }
    }
  }

  private void makeRoom() throws IOException {
    if (filled < buffer.length) {
      return;
    }
    int size = partSize(parts.size() + 1);
    if (buffer.length < size) {
      if (room == null) {
        room = memory.take(size);
      }
      buffer = Arrays.copyOf(buffer, (int) Math.min(size, 2L * buffer.length));
    } else {
      sendPart();
    }
  }

  private void sendPart() throws IOException {
    int number = parts.size() + 1;
    try {
      String id = uploadId == null ? beginParts() : uploadId;
      String tag =
          client
              .uploadPart(
                  request -> request.bucket(bucket).key(key).uploadId(id).partNumber(number),
                  body())
              .eTag();
      parts.add(CompletedPart.builder().partNumber(number).eTag(tag).build());
      // Others have their turn before the next part.
      emptyBuffer();
    } catch (SdkException e) {
      throw S3Failures.of(e);
    }
  }

  private void emptyBuffer() {
    filled = 0;
    buffer = new byte[FIRST_BUFFER];
    if (room != null) {
      room.close();
      room = null;
    }
  }

  private String beginParts() {
    String id =
        client
            .createMultipartUpload(
                request -> request.bucket(bucket).key(key).contentType(contentType))
            .uploadId();
    uploadId = id;
    return id;
  }

  /** Can be read again, as the client may have to try twice. */
  private RequestBody body() {
    byte[] sent = buffer;
    int length = filled;
    return RequestBody.fromContentProvider(
        () -> new ByteArrayInputStream(sent, 0, length), length, contentType);
  }

  @Override
  public StoredObject complete() throws IOException {
    if (uploadId == null) {
      put();
    } else {
      putTogether(uploadId);
    }
    completed = true;
    emptyBuffer();
    return written.get();
  }

  private void put() throws IOException {
    try {
      client.putObject(request -> request.bucket(bucket).key(key).contentType(contentType), body());
    } catch (SdkException e) {
      throw S3Failures.of(e);
    }
  }

  private void putTogether(String id) throws IOException {
    if (filled > 0) {
      sendPart();
    }
    try {
      client.completeMultipartUpload(
          request ->
              request
                  .bucket(bucket)
                  .key(key)
                  .uploadId(id)
                  .multipartUpload(whole -> whole.parts(parts)));
    } catch (SdkException e) {
      throw S3Failures.of(e);
    }
  }

  @Override
  public void close() {
    emptyBuffer();
    String id = uploadId;
    if (completed || id == null) {
      return;
    }
    uploadId = null;
    try {
      client.abortMultipartUpload(request -> request.bucket(bucket).key(key).uploadId(id));
    } catch (SdkException e) {
      LOG.warn("Parts of {} stay in bucket {} until they are swept", key, bucket, e);
    }
  }
}
