package kalem.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import kalem.server.app.TestHub;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.http.ResponseEntity;
import org.springframework.mock.web.MockHttpServletResponse;

/** Failures of the database that are the caller's, or nobody's. */
class ErrorMapperTest {
  private final ErrorMapper mapper = new ErrorMapper();

  @ParameterizedTest
  @CsvSource({"22021,NUL", "22P05,NUL", "2201B,regular expression"})
  void whatTheDatabaseCanNotReadIsTheCallersMistake(String state, String word) {
    ResponseEntity<Failure> answer = refused(state);

    assertThat(answer.getStatusCode().value()).isEqualTo(400);
    assertThat(Objects.requireNonNull(answer.getBody()).message()).contains(word);
  }

  @Test
  void otherRefusalsOfTheDatabaseAreOurs() {
    assertThat(refused("23505").getStatusCode().value()).isEqualTo(500);
  }

  @Test
  void aDeadlockMayBeTriedAgain() {
    ResponseEntity<Failure> answer = mapper.inTheWay(new CannotAcquireLockException("deadlock"));

    assertThat(answer.getStatusCode().value()).isEqualTo(503);
    assertThat(answer.getHeaders().getFirst("Retry-After")).isEqualTo("1");
    assertThat(Objects.requireNonNull(answer.getBody()).error())
        .containsEntry("code", "unavailable");
  }

  @Test
  void textsWithNulAreRefusedInWords() {
    var answer = TestHub.shared().admin().post("/v2/project", Map.of("name", "a\u0000b"));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.message()).contains("NUL");
  }

  private ResponseEntity<Failure> refused(String state) {
    return Objects.requireNonNull(
        mapper.refusedByDatabase(
            new DataIntegrityViolationException("refused", new SQLException("refused", state)),
            new MockHttpServletResponse()));
  }
}
