package kalem.server.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RawQueryTest {
  @Test
  void aPlusIsAPlusAndEscapesAreDecoded() {
    RawQuery query = RawQuery.of("page=1&filters={%22externalId%22:%20%22a+b%2Bc%20d.png%22}");
    assertThat(query.text("filters")).hasValue("{\"externalId\": \"a+b+c d.png\"}");
    assertThat(query.text("page")).hasValue("1");
    assertThat(query.text("limit")).isEmpty();
  }

  @Test
  void textsThatSayNothingAreAbsent() {
    RawQuery query = RawQuery.of("type=None&project=null&storageId=&bucket=undefined");
    assertThat(query.text("type")).isEmpty();
    assertThat(query.text("project")).isEmpty();
    assertThat(query.text("storageId")).isEmpty();
    assertThat(query.text("bucket")).isEmpty();
    assertThat(RawQuery.of(null).text("type")).isEmpty();
  }

  @Test
  void refusesDamagedEscapes() {
    assertThatThrownBy(() -> RawQuery.of("a=%zz").text("a")).hasMessageContaining("a is not");
  }

  @Test
  void readsAWholeUploadUrlOutOfTheClientsQuery() {
    RawQuery query =
        RawQuery.of(
            "name=https://h/files/p/exports/t/a%20b.zip?expires=1&signature=ab"
                + "&project=0123456789ab0123456789ab&type=exports&storageId=s");
    assertThat(query.pasted("name")).hasValue("https://h/files/p/exports/t/a%20b.zip");
    assertThat(query.text("project")).hasValue("0123456789ab0123456789ab");
    assertThat(query.text("type")).hasValue("exports");
    assertThat(query.text("storageId")).hasValue("s");
  }

  @Test
  void foreignUrlsMayBringOurNames() {
    RawQuery query =
        RawQuery.of("name=https://h/x.zip?project=theirs&type=theirs&project=ours&type=assets");
    assertThat(query.pasted("name")).hasValue("https://h/x.zip");
    assertThat(query.text("project")).hasValue("ours");
    assertThat(query.text("type")).hasValue("assets");
  }

  @Test
  void takesEscapedUrlsAndPlainNamesToo() {
    assertThat(RawQuery.of("name=https%3A%2F%2Fh%2Fa%2520b.png%3Fx%3D1&project=p").pasted("name"))
        .hasValue("https://h/a%20b.png");
    assertThat(RawQuery.of("name=a%20b+c&d.png&project=p").pasted("name")).hasValue("a b+c&d.png");
    assertThat(RawQuery.of("project=p&name=a.png").pasted("name")).hasValue("a.png");
    assertThat(RawQuery.of("name=a.png&type=assets").pasted("name")).hasValue("a.png");
    assertThat(RawQuery.of("name=a.png").pasted("name")).hasValue("a.png");
    assertThat(RawQuery.of("filename=a.png").pasted("name")).isEmpty();
  }
}
