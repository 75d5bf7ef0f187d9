package kalem.server.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import kalem.server.kernel.Secrets;
import kalem.server.kernel.Settings;
import kalem.server.storage.SignedLinks.Proof;
import kalem.server.storage.SignedLinks.Use;
import org.junit.jupiter.api.Test;

class SignedLinksTest {
  private static final ObjectKey KEY = new ObjectKey("p/assets/t/a b+c&d?#ü.png");
  private static final ObjectKey OTHER = new ObjectKey("p/assets/t/other.png");

  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final SignedLinks links =
      new SignedLinks(
          new Secrets("secret"),
          () -> now,
          Settings.fromEnvironment(Map.of("KALEM_PUBLIC_URL", "https://hub.example.org/")));

  @Test
  void opensWhatItWasMadeFor() {
    assertThat(links.check(Use.READ, KEY, proof(links.read(KEY, Duration.ofHours(1)))))
        .isEqualTo(now.plusSeconds(3600));
    assertThat(links.check(Use.WRITE, KEY, proof(links.write(KEY))))
        .isEqualTo(now.plusSeconds(3600));
    String download = links.download(KEY, Duration.ofHours(1), "my \"file\" & ü.zip");
    assertThat(proof(download).download()).isEqualTo("my \"file\" & ü.zip");
    assertThat(links.check(Use.READ, KEY, proof(download))).isAfter(now);
  }

  @Test
  void opensNothingElse() {
    Proof proof = proof(links.read(KEY, Duration.ofHours(1)));
    refused(Use.WRITE, KEY, proof);
    refused(Use.READ, OTHER, proof);
    refused(Use.READ, KEY, new Proof(proof.expires() + "0", proof.signature(), proof.download()));
    refused(Use.READ, KEY, new Proof(proof.expires(), proof.signature(), "x.html"));
    refused(Use.READ, KEY, new Proof(proof.expires(), "0" + proof.signature().substring(1), ""));
    refused(Use.READ, KEY, new Proof("", "", ""));
    refused(Use.READ, KEY, proof(links.write(KEY)));
  }

  @Test
  void expires() {
    Proof proof = proof(links.read(KEY, Duration.ofHours(1)));
    now = now.plusSeconds(3600);
    assertThat(links.check(Use.READ, KEY, proof)).isEqualTo(now);
    now = now.plusSeconds(1);
    assertThatThrownBy(() -> links.check(Use.READ, KEY, proof)).hasMessageContaining("expired");
  }

  @Test
  void isThePermanentNameBeforeTheQuestionMark() {
    String stable = links.stableUrl(KEY);
    assertThat(stable)
        .isEqualTo("https://hub.example.org/files/p/assets/t/a%20b%2Bc%26d%3F%23%C3%BC.png");
    assertThat(links.read(KEY, Duration.ofHours(1)).split("\\?", 2)[0]).isEqualTo(stable);
    assertThat(links.write(KEY).split("\\?", 2)[0]).isEqualTo(stable);
    assertThat(links.keyOf(stable)).hasValue(KEY);
    assertThat(links.keyOf(links.write(KEY))).hasValue(KEY);
    assertThat(links.keyOf("/files/p/assets/t/other.png")).hasValue(OTHER);
  }

  @Test
  void knowsItsOwnUrlsOnly() {
    assertThat(links.keyOf("https://elsewhere.example.org/files/p/x")).isEmpty();
    assertThat(links.keyOf("https://hub.example.org.evil.org/files/p/x")).isEmpty();
    assertThat(links.keyOf("https://hub.example.org/v2/files/p/x")).isEmpty();
    assertThat(links.keyOf("https://hub.example.org/files/")).isEmpty();
    assertThat(links.keyOf("https://hub.example.org/files/p/../q/x")).isEmpty();
    assertThat(links.keyOf("https://hub.example.org/files/p/%2e%2e/q")).isEmpty();
    assertThat(links.keyOf("p/x")).isEmpty();
  }

  @Test
  void usesNoNameThatClientsUse() {
    String query = URI.create(links.download(KEY, Duration.ofHours(1), "x.zip")).getRawQuery();
    assertThat(query.split("&"))
        .allSatisfy(
            pair ->
                assertThat(pair.split("=", 2)[0])
                    .isNotIn("name", "url", "project", "type", "storageId", "bucket"));
  }

  private void refused(Use use, ObjectKey key, Proof proof) {
    assertThatThrownBy(() -> links.check(use, key, proof)).hasMessageContaining("not valid");
  }

  private static Proof proof(String url) {
    Map<String, String> query =
        Arrays.stream(URI.create(url).getRawQuery().split("&"))
            .map(pair -> pair.split("=", 2))
            .collect(
                Collectors.toMap(
                    pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    return new Proof(
        query.getOrDefault("expires", ""),
        query.getOrDefault("signature", ""),
        query.getOrDefault("download", ""));
  }
}
