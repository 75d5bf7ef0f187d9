package kalem.server.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import kalem.server.kernel.StorageLocation.Keys;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.model.MultipartUpload;

class S3ObjectStoreTest extends ObjectStoreContract {
  private static final int PART = S3Upload.partSize(1);

  private final S3TestServer server = S3TestServer.shared();
  private final String prefix = "test-" + UUID.randomUUID();
  private final ObjectKey key = new ObjectKey("a/b.bin");

  @Override
  protected S3ObjectStore store() {
    return server.bucket(prefix).objects();
  }

  private List<MultipartUpload> unfinished() {
    return server
        .client()
        .listMultipartUploadsPaginator(
            request -> request.bucket(S3TestServer.BUCKET).prefix(prefix + "/"))
        .uploads()
        .stream()
        .toList();
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  @Test
  void sendsLargeObjectsInParts() throws IOException {
    for (int length : List.of(PART - 1, PART, PART + 1, 2 * PART + 12_345)) {
      byte[] content = random(length);
      StoredObject object = store().put(key, new ByteArrayInputStream(content));
      assertThat(object.size()).isEqualTo(length);
      try (InputStream in = store().open(key)) {
        assertThat(in.readAllBytes()).isEqualTo(content);
      }
      try (InputStream in = store().open(key, length - 5L, 100)) {
        assertThat(in.readAllBytes())
            .isEqualTo(java.util.Arrays.copyOfRange(content, length - 5, length));
      }
      assertThat(unfinished()).isEmpty();
    }
  }

  @Test
  void showsNothingOfALargeObjectBeforeItIsWholeAndNothingWhenItBreaksOff() throws IOException {
    try (ObjectStore.Upload upload = store().begin(key)) {
      upload.content().write(random(2 * PART + 1));
      assertThat(store().head(key)).isEmpty();
      assertThat(unfinished()).hasSize(1);
    }
    assertThat(store().head(key)).isEmpty();
    assertThat(unfinished()).isEmpty();
  }

  @Test
  void holdsOnePartOfALargeObjectAtMost() throws IOException {
    Runtime runtime = Runtime.getRuntime();
    System.gc();
    long before = runtime.totalMemory() - runtime.freeMemory();
    byte[] block = random(1 << 16);
    try (ObjectStore.Upload upload = store().begin(key)) {
      for (int i = 0; i < 20 * PART / block.length; i++) {
        upload.content().write(block);
      }
      System.gc();
      long during = runtime.totalMemory() - runtime.freeMemory();
      assertThat(during - before).isLessThan(4L * PART);
      assertThat(upload.complete().size()).isEqualTo(20L * PART);
    }
    store().delete(key);
  }

  @Test
  void discardsWhatACrashLeftOfOneUpload() throws IOException {
    ObjectKey other = new ObjectKey("a/b.bin.other");
    // Never closed, as if the process had died.
    ObjectStore.Upload died = store().begin(key);
    died.content().write(random(PART + 1));
    ObjectStore.Upload lives = store().begin(other);
    lives.content().write(random(PART + 1));
    assertThat(unfinished()).hasSize(2);

    store().discardUnfinished(new ObjectKey("a/b.bin"));

    assertThat(unfinished())
        .extracting(MultipartUpload::key)
        .containsExactly(prefix + "/a/b.bin.other");
    assertThat(lives.complete().size()).isEqualTo(PART + 1);
  }

  @Test
  void sweepsOldUnfinishedUploadsOnly() throws IOException {
    ObjectStore.Upload died = store().begin(key);
    died.content().write(random(PART + 1));
    store().discardUnfinished(Duration.ofDays(1));
    assertThat(unfinished()).hasSize(1);
    store().discardUnfinished(Duration.ofSeconds(-5));
    assertThat(unfinished()).isEmpty();
  }

  @Test
  void makesPartsThatCarryTheLargestObjectsServersTake() {
    long all = IntStream.rangeClosed(1, 10_000).mapToLong(S3Upload::partSize).sum();
    assertThat(all).isGreaterThan(400_000_000_000L);
    assertThat(IntStream.rangeClosed(1, 10_000).map(S3Upload::partSize).min()).hasValue(PART);
  }

  @Test
  void signsLinksThatNeedNothingElse() throws Exception {
    store().put(key, new ByteArrayInputStream("content".getBytes(StandardCharsets.UTF_8)));
    String link = server.bucket(prefix).download(key, Duration.ofMinutes(5), "größe 1.zip");
    HttpResponse<String> answer = get(link);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("content");
    assertThat(answer.headers().firstValue("Content-Disposition").orElse(""))
        .startsWith("attachment;")
        .contains("gr%C3%B6%C3%9Fe%201.zip");
    assertThat(get(link.replace("b.bin", "c.bin")).statusCode()).isEqualTo(403);
  }

  private static HttpResponse<String> get(String link) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
          HttpRequest.newBuilder(URI.create(link)).build(), HttpResponse.BodyHandlers.ofString());
    }
  }

  @Test
  void listsFoldersAndFiles() throws IOException {
    for (String each : List.of("a/1", "a/2", "a/b/3", "c")) {
      store().put(new ObjectKey(each), new ByteArrayInputStream(new byte[] {1}));
    }
    S3Bucket bucket = server.bucket(prefix);
    StorageBucket.Listing first = bucket.list("a/", Optional.empty(), 2);
    assertThat(first.files()).extracting(f -> f.key().value()).containsExactly("a/1", "a/2");
    assertThat(first.next()).isPresent();
    StorageBucket.Listing second = bucket.list("a/", first.next(), 2);
    assertThat(second.folders()).containsExactly("a/b/");
    assertThat(second.next()).isEmpty();
  }

  @Test
  void repeatsTheWordsOfAStorageThatRefuses() {
    try (S3Clients clients = new S3Clients(true)) {
      S3Bucket foreign =
          new S3Bucket(
              clients.of(server.connection(new Keys("nobody", "x"))), S3TestServer.BUCKET, "");
      assertThatThrownBy(() -> foreign.objects().put(key, new ByteArrayInputStream(new byte[1])))
          .isInstanceOf(StorageRefusedException.class)
          .hasMessageMatching("(?i)\\w+: .*access key.*");
      S3Bucket missing =
          new S3Bucket(clients.of(server.connection(S3TestServer.KEYS)), "no-such-bucket", "");
      assertThatThrownBy(() -> missing.objects().put(key, new ByteArrayInputStream(new byte[1])))
          .isInstanceOf(StorageRefusedException.class)
          .hasMessageContaining("NoSuchBucket");
      assertThatThrownBy(() -> missing.list("", Optional.empty(), 1))
          .isInstanceOf(StorageRefusedException.class)
          .hasMessageContaining("NoSuchBucket");
    }
  }

  @Test
  void tellsThatNobodyListens() {
    try (S3Clients clients = new S3Clients(true)) {
      S3Connection nowhere =
          new S3Connection(
              Optional.of(URI.create("http://127.0.0.1:1")),
              Optional.of("us-east-1"),
              true,
              Optional.of(S3TestServer.KEYS),
              false);
      assertThatThrownBy(
              () -> new S3Bucket(clients.of(nowhere), "any", "").list("", Optional.empty(), 1))
          .isInstanceOf(IOException.class)
          .isNotInstanceOf(StorageRefusedException.class)
          .hasMessageContaining("could not be reached");
    }
  }

  @Test
  void entersNoPrivateNetworkUnlessTheOperatorAllowsIt() {
    try (S3Clients clients = new S3Clients(false)) {
      for (String host : List.of("127.0.0.1", "localhost", "[::1]")) {
        S3Connection others =
            new S3Connection(
                Optional.of(URI.create("http://" + host + ":" + server.endpoint().getPort())),
                Optional.of("us-east-1"),
                true,
                Optional.of(S3TestServer.KEYS),
                false);
        assertThatThrownBy(
                () ->
                    new S3Bucket(clients.of(others), S3TestServer.BUCKET, "")
                        .list("", Optional.empty(), 1))
            .as(host)
            .isInstanceOf(StorageRefusedException.class)
            .hasMessageContaining("private network");
      }
    }
  }
}
