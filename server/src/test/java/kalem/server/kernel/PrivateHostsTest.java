package kalem.server.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrivateHostsTest {
  private final PrivateHosts hosts = new PrivateHosts();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:9/x",
        "http://localhost/x",
        "http://0.0.0.0/",
        "http://10.1.2.3/",
        "http://172.16.0.1/",
        "http://192.168.1.1/",
        "http://169.254.169.254/latest/meta-data",
        "http://100.64.0.1/",
        "http://198.19.0.1/",
        "http://255.255.255.255/",
        "http://224.0.0.1/",
        "http://[::1]/",
        "http://[::]/",
        "http://[fe80::1]/",
        "http://[fd00::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[64:ff9b::127.0.0.1]/",
        "http://[64:ff9b::a9fe:a9fe]/",
        "http://[2002:a01:203::1]/",
        "http://[::10.1.2.3]/",
        "http://user@127.0.0.1/",
        "http:///x",
        "http://a b/",
        "http://under_score/x"
      })
  void refusesWhatMayBePrivate(String url) {
    assertThat(hosts.holds(url)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://8.8.8.8/x",
        "https://[2606:4700::1111]/x",
        "http://172.32.0.1/",
        "http://[64:ff9b::8.8.8.8]/",
        "http://[2002:808:808::1]/"
      })
  void passesPublicAddresses(String url) {
    assertThat(hosts.holds(url)).isFalse();
  }
}
