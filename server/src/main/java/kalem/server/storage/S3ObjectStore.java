package kalem.server.storage;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Keeps objects in a bucket, below a prefix. */
final class S3ObjectStore implements ObjectStore {
  private static final int RANGE_NOT_SATISFIABLE = 416;

  private final S3Client client;
  private final String bucket;
  private final String prefix;

  /**
   * @param prefix without slashes around it; empty: none
   */
  S3ObjectStore(S3Client client, String bucket, String prefix) {
    this.client = client;
    this.bucket = bucket;
    this.prefix = prefix.isEmpty() ? "" : prefix + "/";
  }

  @Override
  public Upload begin(ObjectKey key) {
    return new S3Upload(
        client, bucket, prefix + key.value(), PartMemory.SHARED, () -> written(key));
  }

  private StoredObject written(ObjectKey key) throws IOException {
    return head(key).orElseThrow(() -> new NoSuchFileException(key.value()));
  }

  @Override
  public Optional<StoredObject> head(ObjectKey key) throws IOException {
    try {
      HeadObjectResponse found =
          client.headObject(request -> request.bucket(bucket).key(prefix + key.value()));
      return Optional.of(
          new StoredObject(
              key,
              found.contentLength(),
              found.lastModified(),
              found.eTag().replaceAll("[^0-9A-Za-z-]", "")));
    } catch (SdkException e) {
      if (S3Failures.isNotFound(e)) {
        return Optional.empty();
      }
      throw S3Failures.of(e);
    }
  }

  @Override
  public InputStream open(ObjectKey key, long offset, long length) throws IOException {
    if (length <= 0) {
      return InputStream.nullInputStream();
    }
    GetObjectRequest.Builder request =
        GetObjectRequest.builder().bucket(bucket).key(prefix + key.value());
    if (offset > 0 || length < Long.MAX_VALUE) {
      long last = length > Long.MAX_VALUE - offset ? Long.MAX_VALUE : offset + length - 1;
      request.range("bytes=" + offset + "-" + (last == Long.MAX_VALUE ? "" : last));
    }
    try {
      return new Content(client.getObject(request.build()));
    } catch (S3Exception e) {
      if (e.statusCode() == RANGE_NOT_SATISFIABLE) {
        return InputStream.nullInputStream();
      }
      throw S3Failures.isNotFound(e) ? new NoSuchFileException(key.value()) : S3Failures.of(e);
    } catch (SdkException e) {
      throw S3Failures.of(e);
    }
  }

  @Override
  public boolean delete(ObjectKey key) throws IOException {
    if (head(key).isEmpty()) {
      return false;
    }
    try {
      client.deleteObject(request -> request.bucket(bucket).key(prefix + key.value()));
      return true;
    } catch (SdkException e) {
      throw S3Failures.of(e);
    }
  }

  @Override
  public void discardUnfinished(ObjectKey key) throws IOException {
    String whole = prefix + key.value();
    abort(whole, upload -> upload.key().equals(whole));
  }

  /** Their parts are seen nowhere but on the bill. */
  @Override
  public void discardUnfinished(Duration age) throws IOException {
    Instant limit = Instant.now().minus(age);
    abort(prefix, upload -> upload.initiated().isBefore(limit));
  }

  private void abort(String keyPrefix, Predicate<MultipartUpload> which) throws IOException {
    try {
      List<MultipartUpload> unfinished =
          client
              .listMultipartUploadsPaginator(request -> request.bucket(bucket).prefix(keyPrefix))
              .uploads()
              .stream()
              .filter(which)
              .toList();
      for (MultipartUpload upload : unfinished) {
        client.abortMultipartUpload(
            request -> request.bucket(bucket).key(upload.key()).uploadId(upload.uploadId()));
      }
    } catch (SdkException e) {
      throw S3Failures.of(e);
    }
  }

  /** Lets go of the connection when its reader stops early, instead of reading all the rest. */
  private static final class Content extends FilterInputStream {
    private final ResponseInputStream<GetObjectResponse> response;
    private boolean ended;

    Content(ResponseInputStream<GetObjectResponse> response) {
      super(response);
      this.response = response;
    }

    @Override
    public int read() throws IOException {
      int value = super.read();
      ended |= value < 0;
      return value;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int count = super.read(bytes, offset, length);
      ended |= count < 0;
      return count;
    }

    @Override
    public void close() throws IOException {
      if (!ended) {
        response.abort();
      }
      super.close();
    }
  }
}
