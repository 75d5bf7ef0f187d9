package kalem.server.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import kalem.server.kernel.StorageLocation.Keys;
import org.junit.jupiter.api.Assumptions;
import org.springframework.util.FileSystemUtils;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * A real S3 server on loopback, one per JVM, with its files in a temporary directory. {@code
 * scripts/s3-server.sh} builds it once. Without Go there is none: tests are then left out with a
 * word on the console, except in continuous integration, where that is a failure.
 */
public final class S3TestServer {
  public static final Keys KEYS = new Keys("kalem-test", "kalem-test-secret");

  /** Exists from the start; tests write below prefixes of their own. */
  public static final String BUCKET = "kalem-bucket";

  private final URI endpoint;
  private final S3Clients clients = new S3Clients(true);

  private S3TestServer(URI endpoint) {
    this.endpoint = endpoint;
  }

  private static final class Holder {
    static final Optional<S3TestServer> SERVER = start();
  }

  /** The server; ends the test as left out when there can be none. */
  public static S3TestServer shared() {
    if (Holder.SERVER.isEmpty()) {
      String words = "NO S3 SERVER: storage tests are left out, as Go is not installed.";
      if ("true".equals(System.getenv("CI"))) {
        throw new AssertionError(words);
      }
      System.err.println(words);
      Assumptions.abort(words);
    }
    return Holder.SERVER.get();
  }

  public URI endpoint() {
    return endpoint;
  }

  S3Connection connection(Keys keys) {
    return new S3Connection(
        Optional.of(endpoint), Optional.of("us-east-1"), true, Optional.of(keys), true);
  }

  S3Client client() {
    return clients.of(connection(KEYS)).client();
  }

  S3Bucket bucket(String prefix) {
    return new S3Bucket(clients.of(connection(KEYS)), BUCKET, prefix);
  }

  public void makeBucket(String name) {
    client().createBucket(request -> request.bucket(name));
  }

  public void removeBucket(String name) {
    client().deleteBucket(request -> request.bucket(name));
  }

  /** Keys of the objects below a folder of {@link #BUCKET}. */
  public List<String> keys(String folder) {
    return client()
        .listObjectsV2Paginator(request -> request.bucket(BUCKET).prefix(folder + "/"))
        .contents()
        .stream()
        .map(S3Object::key)
        .toList();
  }

  /** How many uploads below a folder of {@link #BUCKET} were begun and never ended. */
  public long unfinishedUploads(String folder) {
    return client()
        .listMultipartUploadsPaginator(request -> request.bucket(BUCKET).prefix(folder + "/"))
        .uploads()
        .stream()
        .count();
  }

  private static Optional<S3TestServer> start() {
    try {
      return program().map(S3TestServer::start);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<Path> program() throws IOException {
    if (!isInstalled("go")) {
      return Optional.empty();
    }
    Process script =
        new ProcessBuilder("../scripts/s3-server.sh")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String path = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!await(script, Duration.ofMinutes(1)) || script.exitValue() != 0) {
      throw new IOException("scripts/s3-server.sh failed");
    }
    return Optional.of(Path.of(path.trim()));
  }

  private static boolean isInstalled(String program) {
    for (String directory : System.getenv("PATH").split(":", -1)) {
      if (Files.isExecutable(Path.of(directory, program))) {
        return true;
      }
    }
    return false;
  }

  private static S3TestServer start(Path program) {
    try {
      Path directory = Files.createTempDirectory("kalem-s3");
      Files.createDirectories(directory.resolve("buckets"));
      int port = freePort();
      ProcessBuilder command =
          new ProcessBuilder(
              program.toString(),
              "--port",
              "127.0.0.1:" + port,
              "--quiet",
              "posix",
              directory.resolve("buckets").toString());
      command.environment().put("ROOT_ACCESS_KEY", KEYS.id());
      command.environment().put("ROOT_SECRET_KEY", KEYS.secret());
      command.redirectErrorStream(true).redirectOutput(directory.resolve("log").toFile());
      Process server = command.start();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, directory)));
      S3TestServer started = new S3TestServer(URI.create("http://127.0.0.1:" + port));
      awaitPort(port, server);
      started.makeBucket(BUCKET);
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SdkException e) {
      throw new IllegalStateException("The S3 server does not answer", e);
    }
  }

  private static void awaitPort(int port, Process server) throws IOException {
    Instant limit = Instant.now().plusSeconds(30);
    while (Instant.now().isBefore(limit) && server.isAlive()) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
        return;
      } catch (IOException e) {
        Thread.onSpinWait();
      }
    }
    throw new IOException("The S3 server did not start");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static void stop(Process server, Path directory) {
    server.destroy();
    if (!await(server, Duration.ofSeconds(5))) {
      server.destroyForcibly();
    }
    try {
      FileSystemUtils.deleteRecursively(directory);
    } catch (IOException e) {
      System.err.println("Left behind: " + directory + " (" + e + ")");
    }
  }

  private static boolean await(Process process, Duration patience) {
    try {
      return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
