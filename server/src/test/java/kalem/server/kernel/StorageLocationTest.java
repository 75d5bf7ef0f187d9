package kalem.server.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import kalem.server.kernel.StorageLocation.Bucket;
import kalem.server.kernel.StorageLocation.Directory;
import kalem.server.kernel.StorageLocation.Keys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StorageLocationTest {
  private static StorageLocation of(String url) {
    return StorageLocation.of(url, Path.of("/data"));
  }

  @Test
  void isADirectory() {
    assertThat(of("file:")).isEqualTo(new Directory(Path.of("/data/files")));
    assertThat(of("file:/srv/kalem")).isEqualTo(new Directory(Path.of("/srv/kalem")));
    assertThat(of("file:///srv/kalem")).isEqualTo(new Directory(Path.of("/srv/kalem")));
  }

  @Test
  void isABucketOfAmazonWithWhatItsEnvironmentSays() {
    assertThat(of("s3://my-bucket"))
        .isEqualTo(
            new Bucket(
                "my-bucket", "", Optional.empty(), Optional.empty(), false, Optional.empty()));
  }

  @Test
  void isABucketOfAnyServer() {
    assertThat(
            of(
                "s3://my-bucket/kalem/files/?endpoint=http%3A%2F%2Fminio:9000&region=eu-1"
                    + "&accessKey=me&secretKey=a+b%2Fc"))
        .isEqualTo(
            new Bucket(
                "my-bucket",
                "kalem/files",
                Optional.of(URI.create("http://minio:9000")),
                Optional.of("eu-1"),
                true,
                Optional.of(new Keys("me", "a+b/c"))));
    assertThat(((Bucket) of("s3://abc?endpoint=https://s3.example&pathStyle=false")).pathStyle())
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s3://",
        "s3://b",
        "s3:///prefix",
        "s3://bucket?accessKey=only",
        "s3://bucket?secretKey=s3cr3t",
        "s3://bucket?endpoint=minio:9000",
        "s3://bucket?endpoint=file:///etc&secretKey=s3cr3t&accessKey=a",
        "s3://bucket?scretKey=s3cr3t",
        "s3://bucket?accessKey=a&secretKey=s3cr3t%2",
        "gs://bucket/s3cr3t",
        "/srv/kalem"
      })
  void refusesWhatItCanNotUseAndRepeatsNoSecret(String url) {
    assertThatThrownBy(() -> of(url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("KALEM_STORAGE_URL")
        .hasNoCause()
        .message()
        .doesNotContain("s3cr3t");
  }

  @Test
  void showsNoSecretInLogs() {
    assertThat(of("s3://bucket?accessKey=a&secretKey=s3cr3t").toString()).doesNotContain("s3cr3t");
  }
}
