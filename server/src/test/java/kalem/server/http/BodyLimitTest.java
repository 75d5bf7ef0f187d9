package kalem.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import kalem.server.access.Caller;
import kalem.server.access.OrganizationRole;
import kalem.server.app.TestHub;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.core.context.SecurityContextHolder;

/** Limits of bodies, by what becomes of them. */
class BodyLimitTest {
  private static final int MIB = 1 << 20;
  private static final String UPLOAD = "/v2/project/p/upload";
  private static final FilterChain READER =
      (request, response) -> request.getInputStream().readAllBytes();

  private final BodyLimit limit = new BodyLimit(new BodyRules(200L * MIB), new FailureWriter());

  @AfterEach
  void signOut() {
    SecurityContextHolder.clearContext();
  }

  @ParameterizedTest
  @CsvSource({
    "/v2/project/p, 17, 413",
    "/v2/project/p, 16, 200",
    "/v2/annotate/t, 17, 413",
    "/%76%32/annotate/t, 17, 413",
    "/v2/project/p/cloud, 17, 413",
    "/v2/import/labels, 17, 200",
    "/files/f, 17, 200"
  })
  void whatIsHeldInMemoryIsSmallerThanWhatIsStreamed(String path, int mebibytes, int status)
      throws ServletException, IOException {
    assertThat(call(request(path, mebibytes * MIB, "application/json")).getStatus())
        .isEqualTo(status);
  }

  @Test
  void theSettingCountsWhereItIsSmaller() throws ServletException, IOException {
    BodyLimit small = new BodyLimit(new BodyRules(1000), new FailureWriter());
    MockHttpServletResponse response = new MockHttpServletResponse();

    small.doFilter(request("/v2/project/p", 1001, "application/json"), response, READER);

    assertThat(response.getStatus()).isEqualTo(413);
    assertThat(response.getContentAsString()).contains("1000 bytes").contains("KALEM_MAX_BODY");
  }

  @Test
  void theRefusalNamesTheLimitThatApplied() throws ServletException, IOException {
    assertThat(call(request("/v2/project/p", 17 * MIB, "application/json")).getContentAsString())
        .contains("16777216 bytes")
        .doesNotContain("KALEM_MAX_BODY");
  }

  @Test
  void theRefusalOfManyAssetsNamesTheWayForLabels() throws ServletException, IOException {
    assertThat(
            call(request("/v2/project/p/cloud", 17 * MIB, "application/json")).getContentAsString())
        .contains("16777216 bytes")
        .contains("labels as a file");
  }

  @ParameterizedTest
  @ValueSource(strings = {UPLOAD, "/v2/session", "/v2/project/p"})
  void strangersMultipartBodiesAreLimitedLikeOthers(String path)
      throws ServletException, IOException {
    assertThat(call(request(path, 17 * MIB, "multipart/form-data; boundary=b")).getStatus())
        .isEqualTo(413);
    assertThat(call(chunked(path)).getStatus()).isEqualTo(400);
  }

  @Test
  void strangersPartsAreNotReadForAParameter() throws ServletException, IOException {
    MockHttpServletRequest request = request(UPLOAD, 100, "multipart/form-data; boundary=b");
    request.setParameter("_csrf", "a part");
    List<String> seen = new ArrayList<>();

    limit.doFilter(
        request,
        new MockHttpServletResponse(),
        (limited, response) -> seen.add(String.valueOf(limited.getParameter("_csrf"))));

    assertThat(seen).containsExactly("null");
  }

  @Test
  void peopleSignedInUploadFilesOfAnySize() throws ServletException, IOException {
    signIn();

    assertThat(call(request(UPLOAD, 17 * MIB, "multipart/form-data; boundary=b")).getStatus())
        .isEqualTo(200);
    assertThat(call(chunked(UPLOAD)).getStatus()).isEqualTo(200);
    assertThat(call(chunked("/v2/project/p")).getStatus()).isEqualTo(400);
  }

  /** Were the parts read before the caller is known, the missing boundary would be the failure. */
  @Test
  void partsAreNotReadBeforeTheCallerIsKnown() {
    var answer =
        TestHub.shared()
            .stranger()
            .with("Content-Type", "multipart/form-data")
            .send("POST", UPLOAD, java.net.http.HttpRequest.BodyPublishers.ofString("nothing"));

    assertThat(answer.status()).isEqualTo(401);
  }

  private MockHttpServletResponse call(MockHttpServletRequest request)
      throws ServletException, IOException {
    MockHttpServletResponse response = new MockHttpServletResponse();
    limit.doFilter(request, response, READER);
    return response;
  }

  private static MockHttpServletRequest request(String path, int bytes, String type) {
    MockHttpServletRequest request = new MockHttpServletRequest("POST", path);
    request.setContentType(type);
    request.setContent(new byte[bytes]);
    return request;
  }

  private static MockHttpServletRequest chunked(String path) {
    MockHttpServletRequest request = new MockHttpServletRequest("POST", path);
    request.setContentType("multipart/form-data; boundary=b");
    return request;
  }

  private static void signIn() {
    SecurityContextHolder.getContext()
        .setAuthentication(
            new CallerAuthentication(
                new Caller(
                    "a",
                    "a@b.example",
                    "A",
                    "o",
                    OrganizationRole.MEMBER,
                    new Caller.Credential.ApiKey())));
  }
}
