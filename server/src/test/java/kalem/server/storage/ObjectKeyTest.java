package kalem.server.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import kalem.server.kernel.KalemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectKeyTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/a",
        "a/",
        "a//b",
        ".",
        "..",
        "../a",
        "a/..",
        "a/../b",
        "a/./b",
        "a\\b",
        "..\\a",
        "a\0b",
        "a\nb",
        "a\u007fb",
        "a\ud800b"
      })
  void refusesWhatIsNoPlainPath(String text) {
    assertThatThrownBy(() -> new ObjectKey(text)).isInstanceOf(KalemException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a", "a/b.png", "a/...", "a/..b", "a/ b c", "ü/日本.png", "a/b%2e%2e", "-x"})
  void takesNamesAsTheyAre(String text) {
    assertThat(new ObjectKey(text).value()).isEqualTo(text);
  }

  @Test
  void limitsTheLength() {
    assertThat(new ObjectKey("a/".repeat(499) + "bb").value()).hasSize(1000);
    assertThatThrownBy(() -> new ObjectKey("a/".repeat(500) + "b"))
        .isInstanceOf(KalemException.class);
    assertThatThrownBy(() -> new ObjectKey("a/" + "ü".repeat(128)))
        .isInstanceOf(KalemException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"%2e%2e/a", "a/..%2fb", "a/%2e%2e%2fb", "a%5cb", "a/%00", "a/%zz", "a%2f%2fb"})
  void escapesHideNothing(String path) {
    assertThat(SignedLinks.decoded(path)).isEmpty();
  }

  @Test
  void escapedNamesAreRead() {
    assertThat(SignedLinks.decoded("a/b%20c+d%26.png")).hasValue(new ObjectKey("a/b c+d&.png"));
  }
}
