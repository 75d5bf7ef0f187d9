package kalem.server.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Signing and sealing. */
class SecretsTest {
  private final Secrets secrets = new Secrets("one installation");

  @Test
  void whatWasSealedOpensAgainWithTheSameSecretAndPurposeOnly() {
    String sealed = secrets.seal("invite", "token");

    assertThat(sealed).doesNotContain("token");
    assertThat(secrets.open("invite", sealed)).isEqualTo("token");
    assertThatThrownBy(() -> secrets.open("storage", sealed))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> new Secrets("another").open("invite", sealed))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void sealingTheSameTwiceGivesDifferentTexts() {
    assertThat(secrets.seal("invite", "token")).isNotEqualTo(secrets.seal("invite", "token"));
  }

  @Test
  void aSignatureHoldsForItsTextAndPurposeOnly() {
    String signature = secrets.sign("links", "a");

    assertThat(secrets.verify("links", "a", signature)).isTrue();
    assertThat(secrets.verify("links", "b", signature)).isFalse();
    assertThat(secrets.verify("other", "a", signature)).isFalse();
  }
}
