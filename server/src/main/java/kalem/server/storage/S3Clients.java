package kalem.server.storage;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * The vendor's clients, one per connection, over two pools of HTTP connections: one for what the
 * operator chose, one that refuses to enter private networks. Hosts are judged when they are looked
 * up for a connection, so a name can not change its meaning in between.
 */
final class S3Clients implements AutoCloseable {
  private static final int CONNECTIONS = 256;
  private static final Duration TO_CONNECT = Duration.ofSeconds(10);
  private static final Duration SILENCE = Duration.ofMinutes(1);

  /** What servers other than Amazon's call their only region, when they do not care. */
  private static final Region ANY = Region.US_EAST_1;

  private final SdkHttpClient own;
  private final SdkHttpClient others;
  private final Map<S3Connection, Pair> known = new ConcurrentHashMap<>();

  S3Clients(boolean allowsPrivateEndpoints) {
    this.own = http(SystemDefaultDnsResolver.INSTANCE);
    this.others =
        http(allowsPrivateEndpoints ? SystemDefaultDnsResolver.INSTANCE : new PublicHosts());
  }

  /** What calls the server, and what makes links to it without calling. */
  record Pair(S3Client client, S3Presigner presigner) {}

  Pair of(S3Connection connection) {
    return known.computeIfAbsent(connection, this::make);
  }

  private Pair make(S3Connection connection) {
    Region region = region(connection);
    URI endpoint = endpoint(connection, region);
    AwsCredentialsProvider credentials =
        connection
            .keys()
            .<AwsCredentialsProvider>map(
                keys ->
                    StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(keys.id(), keys.secret())))
            .orElseGet(() -> DefaultCredentialsProvider.builder().build());
    var client =
        S3Client.builder()
            .httpClient(connection.isOwn() ? own : others)
            .region(region)
            .credentialsProvider(credentials)
            .forcePathStyle(connection.pathStyle())
            // Other servers do not know the newer checksums.
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED);
    var presigner =
        S3Presigner.builder()
            .region(region)
            .credentialsProvider(credentials)
            .serviceConfiguration(
                S3Configuration.builder().pathStyleAccessEnabled(connection.pathStyle()).build());
    if (endpoint != null) {
      client.endpointOverride(endpoint);
      presigner.endpointOverride(endpoint);
    }
    return new Pair(client.build(), presigner.build());
  }

  private static Region region(S3Connection connection) {
    return connection
        .region()
        .map(Region::of)
        .orElseGet(
            () ->
                connection.endpoint().isPresent()
                    ? ANY
                    : DefaultAwsRegionProviderChain.builder().build().getRegion());
  }

  /**
   * Named even where it is Amazon's: the environment may name another one, but for the hub only.
   */
  private static @org.jspecify.annotations.Nullable URI endpoint(
      S3Connection connection, Region region) {
    if (connection.endpoint().isPresent() || connection.isOwn()) {
      return connection.endpoint().orElse(null);
    }
    return URI.create("https://s3." + region.id() + "." + PartitionMetadata.of(region).dnsSuffix());
  }

  private static SdkHttpClient http(DnsResolver resolver) {
    return Apache5HttpClient.builder()
        .maxConnections(CONNECTIONS)
        .connectionTimeout(TO_CONNECT)
        .socketTimeout(SILENCE)
        .dnsResolver(resolver)
        .build();
  }

  @Override
  public void close() {
    known
        .values()
        .forEach(
            pair -> {
              pair.client().close();
              pair.presigner().close();
            });
    own.close();
    others.close();
  }
}
