package kalem.server.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import kalem.server.kernel.Json;
import kalem.server.kernel.KalemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExportRequestReaderTest {
  private static final String DEFAULTS =
      """
      {"type":"task","format":"json","version":"current","videoFormat":"flat",\
      "includeAssets":true,"includeMetadata":true,"includeHistory":true,\
      "includeOnlyKeyFrames":false,"includeIdleBlurDurations":false,\
      "includeSegmentationPoints":true,"includePdfImages":false,\
      "includeSchema":false,"sendEmail":false,"doNotNotify":false,"taskTypes":["default"]}\
      """;

  private static String read(Map<String, String> parameters) {
    return Json.write(ExportRequestReader.read(parameters).json());
  }

  @Test
  void asksForEverythingUsualByDefault() {
    assertThat(read(Map.of())).isEqualTo(DEFAULTS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "format          | NDJSON                 | format     | `\"ndjson\"`",
        "format          | split                  | format     | `\"split\"`",
        "format          | None                   | format     | `\"json\"`",
        "type            | Task                   | format     | `\"json\"`",
        "includeMetadata | FALSE                  | includeMetadata | false",
        "includeMetadata | 0                      | includeMetadata | false",
        "includeAssets   | undefined              | includeAssets   | true",
        "doNotNotify     | true                   | doNotNotify     | true",
        "stage           | `[\"A\", \"B, C\", null]` | stage   | `[\"A\",\"B, C\"]`",
        "stage           | `A, B,,A`              | stage      | `[\"A\",\"B\"]`",
        "stage           | []                     | stage      | ``",
        "batches         | B1                     | batches    | `[\"B1\"]`",
        "taskTypes       | `[\"Benchmark\"]`      | taskTypes  | `[\"benchmark\"]`",
        "taskTypes       | []                     | taskTypes  | `[\"default\"]`",
        "status          | todo,READY             | status     | `[\"TODO\",\"READY\"]`",
        "createdAt       | `{\"$gt\": \"2026-03-01T00:00:00.000000Z\"}` | createdAt"
            + " | `{\"$gt\":\"2026-03-01T00:00:00.000Z\"}`",
        "updatedAt       | `{\"$gt\": \"2026-03-01T00:00:00.123456Z\"}` | updatedAt"
            + " | `{\"$gt\":\"2026-03-01T00:00:00.123456Z\"}`",
        "createdAt       | {}                     | createdAt  | ``",
        "completedAt[lt] | 2026-03-01             | completedAt"
            + " | `{\"$lt\":\"2026-03-01T00:00:00.000Z\"}`",
        "version         | Legacy                 | version    | `\"legacy\"`",
        "videoFormat     | TRACK                  | videoFormat | `\"track\"`",
        "includeOnlyKeyFrames | true              | includeOnlyKeyFrames | true",
        "includeMasks    | 0                      | includeMasks | ``",
        "since           | 0123                   | since      | `\"0123\"`",
        "config          | `{\"a\":[1]}`          | config     | `{\"a\":[1]}`",
        "split           | `{\"train\":0.8,\"test\":0.2}` | split"
            + " | `{\"train\":0.8,\"validation\":0.0,\"test\":0.2,\"by\":\"hash\"}`",
        "unheardOf       | x                      | format     | `\"json\"`",
      })
  void reads(String parameter, String text, String key, String expected) {
    assertThat(ExportRequestReader.read(Map.of(parameter, text)).json().path(key).toString())
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "format | xml | json, ndjson, split",
        "type | other | task, issue",
        "version | 2 | current, legacy",
        "videoFormat | film | flat, track",
        "config | [] | config must be a JSON object",
        "split | 3 | split must be a JSON object",
        "split | `{\"train\":0.5}` | must sum to 1",
        "split | `{\"train\":2,\"test\":-1}` | between 0 and 1",
        "split | `{\"train\":\"most\",\"test\":1}` | split.train must be a number",
        "split | `{\"train\":1,\"by\":\"mood\"}` | hash or batch",
        "includeHistory | maybe | includeHistory",
        "includeMasks | true | includeMasks is not offered",
        "stage | `[\"A\"` | stage is not valid JSON",
        "stage | `[1]` | list of texts",
        "taskTypes | other | default, consensus, benchmark",
        "status | Open | TODO",
        "createdAt | `{\"$gte\":\"2026-03-01\"}` | $gt, $lt or both",
        "createdAt | `[1]` | $gt, $lt or both",
        "createdAt | `{\"$gt\":\"soon\"}` | createdAt.$gt",
        "updatedAt[gt] | soon | updatedAt[gt]",
      })
  void refuses(String parameter, String text, String message) {
    assertThatThrownBy(() -> ExportRequestReader.read(Map.of(parameter, text)))
        .isInstanceOf(KalemException.class)
        .hasMessageContaining(message);
  }

  @Test
  void readsBackWhatIsNotOfferedAnyMore() {
    ExportRequest old = ExportRequestReader.stored(Json.parse("{\"includeMasks\":true}"));
    assertThat(old.json().has("includeMasks")).isFalse();
  }

  @Test
  void asksForNothingOfIssuesThatOnlyTasksHave() {
    assertThatThrownBy(() -> ExportRequestReader.read(Map.of("type", "issue", "since", "0123")))
        .isInstanceOf(KalemException.class)
        .hasMessageContaining("Issues are exported as json, ndjson or split");
  }

  @Test
  void readsAJsonBodyAndItsOwnTextTheSameWay() {
    ExportRequest request =
        ExportRequestReader.read(
            Json.parse(
                """
                {"format":"ndjson","split":{"train":0.5,"test":0.5,"by":"Batch"},"stage":["Complete"],"includeHistory":false,"batches":null,
                 "createdAt":{"$lt":"2026-03-01T00:00:00Z"},"tasks":["t1","t2"],
                 "updatedAt[gt]":"2026-03-01"}
                """));
    assertThat(request.filter().stages()).containsExactly("Complete");
    assertThat(request.filter().tasks()).isEqualTo(List.of("t1", "t2"));
    assertThat(request.content().includeHistory()).isFalse();
    assertThat(request.includeSchema()).isTrue();
    assertThat(request.split()).hasValue(new DataSplit(0.5, 0, 0.5, DataSplit.By.BATCH));
    assertThat(request.filter().updatedAt().after()).isPresent();
    assertThat(ExportRequestReader.read(request.json())).isEqualTo(request);
  }
}
