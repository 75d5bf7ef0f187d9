package kalem.server.storage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import kalem.server.kernel.KalemException;
import org.springframework.http.ContentDisposition;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A bucket of S3 or of a server that speaks its protocol. */
final class S3Bucket implements StorageBucket {
  private final S3Clients.Pair s3;
  private final String name;
  private final String prefix;
  private final S3ObjectStore objects;

  S3Bucket(S3Clients.Pair s3, String name, String prefix) {
    this.s3 = s3;
    this.name = name;
    this.prefix = prefix.isEmpty() ? "" : prefix + "/";
    this.objects = new S3ObjectStore(s3.client(), name, prefix);
  }

  @Override
  public S3ObjectStore objects() {
    return objects;
  }

  @Override
  public String download(ObjectKey key, Duration life, String fileName) {
    return link(
        key,
        life,
        Optional.of(
            ContentDisposition.attachment()
                .filename(fileName, StandardCharsets.UTF_8)
                .build()
                .toString()));
  }

  @Override
  public String read(ObjectKey key, Duration life) {
    return link(key, life, Optional.empty());
  }

  private String link(ObjectKey key, Duration life, Optional<String> disposition) {
    return s3.presigner()
        .presignGetObject(
            link ->
                link.signatureDuration(life)
                    .getObjectRequest(
                        request ->
                            request
                                .bucket(name)
                                .key(prefix + key.value())
                                .responseContentDisposition(disposition.orElse(null))))
        .url()
        .toString();
  }

  /** Names of all buckets that the key may list. */
  List<String> buckets() throws IOException {
    try {
      return s3.client().listBuckets().buckets().stream().map(bucket -> bucket.name()).toList();
    } catch (SdkException e) {
      throw S3Failures.of(e);
    }
  }

  @Override
  public Listing list(String folder, Optional<String> after, int most) throws IOException {
    try {
      ListObjectsV2Response page =
          s3.client()
              .listObjectsV2(
                  request ->
                      request
                          .bucket(name)
                          .prefix(prefix + folder)
                          .delimiter("/")
                          .continuationToken(after.orElse(null))
                          .maxKeys(most));
      return new Listing(
          page.contents().stream()
              .filter(object -> !object.key().endsWith("/"))
              .flatMap(object -> stored(object).stream())
              .toList(),
          page.commonPrefixes().stream()
              .map(CommonPrefix::prefix)
              .map(path -> path.substring(prefix.length()))
              .toList(),
          Optional.ofNullable(page.nextContinuationToken()));
    } catch (SdkException e) {
      throw S3Failures.of(e);
    }
  }

  /** Buckets may hold keys that we would never make and can not name; those are not shown. */
  private Optional<StoredObject> stored(S3Object object) {
    try {
      return Optional.of(
          new StoredObject(
              new ObjectKey(object.key().substring(prefix.length())),
              object.size(),
              object.lastModified(),
              object.eTag().replaceAll("[^0-9A-Za-z-]", "")));
    } catch (KalemException e) {
      return Optional.empty();
    }
  }
}
