package kalem.server.organization;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import kalem.server.app.TestClient;
import kalem.server.app.TestClient.Answer;
import kalem.server.app.TestHub;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Signing in, and what happens to those who guess (people.md 8). */
class SignInTest {
  private static final TestHub HUB = TestHub.shared();
  private static final String RIGHT = "correct horse battery";
  private static final String WRONG = "wrong horse battery";

  @Test
  void tenFailuresCloseAnAccountForAWhileWhereverTheyComeFrom() {
    String email = member("ten-failures@example.org").email();
    for (int i = 0; i < 10; i++) {
      assertThat(signIn(email, WRONG, "198.51.100." + i).status()).isEqualTo(401);
    }

    Answer refused = signIn(email, RIGHT, "198.51.100.99");

    assertThat(refused.status()).isEqualTo(429);
    assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(800, 901);
    assertThat(refused.json().path("error").path("code").asString()).isEqualTo("too-many-requests");
    age();
    assertThat(signIn(email, RIGHT, "198.51.100.99").status()).isEqualTo(200);
  }

  @Test
  void anAddressOfNoAccountIsAnsweredAlike() {
    String known = member("known-alike@example.org").email();
    String unknown = "unknown-alike@example.org";
    for (int i = 0; i < 10; i++) {
      Answer one = signIn(known, WRONG, "198.51.101." + i);
      Answer other = signIn(unknown, WRONG, "198.51.102." + i);
      assertThat(other.status()).isEqualTo(one.status()).isEqualTo(401);
      assertThat(other.message()).isEqualTo(one.message());
    }

    Answer one = signIn(known, WRONG, "198.51.101.99");
    Answer other = signIn(unknown, WRONG, "198.51.102.99");

    assertThat(other.status()).isEqualTo(one.status()).isEqualTo(429);
    assertThat(other.message()).isEqualTo(one.message());
  }

  @Test
  void tenFailuresCloseANetworkAddressForAllAccounts() {
    String email = member("shared-address@example.org").email();
    for (int i = 0; i < 10; i++) {
      signIn("guess-" + i + "@example.org", WRONG, "2001:db8:1:2::" + i);
    }

    assertThat(signIn(email, RIGHT, "2001:db8:1:2:ffff::1").status()).isEqualTo(429);
    assertThat(signIn(email, RIGHT, "2001:db8:1:3::1").status()).isEqualTo(200);
  }

  @Test
  void aSuccessLetsAnAccountStartAnew() {
    String email = member("nine-failures@example.org").email();
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < 9; i++) {
        assertThat(signIn(email, WRONG, "198.51.10" + (3 + round) + "." + i).status())
            .isEqualTo(401);
      }
      assertThat(signIn(email, RIGHT, "198.51.105.1").status()).isEqualTo(200);
    }
  }

  @Test
  void wrongCurrentPasswordsCountToo() {
    Member member = member("change-guesses@example.org");
    for (int i = 0; i < 10; i++) {
      assertThat(changePassword(from(member.client(), "198.51.106." + i), WRONG, RIGHT).status())
          .isEqualTo(401);
    }

    assertThat(
            changePassword(from(member.client(), "198.51.106.99"), RIGHT, "another long one")
                .status())
        .isEqualTo(429);
  }

  @Test
  void guessesBehindAnInvitationLinkCountToo() {
    String email = member("invited-twice@example.org").email();
    String invite = inviteElsewhere(email);
    for (int i = 0; i < 10; i++) {
      assertThat(accept(invite, WRONG, "198.51.107." + i).status()).isEqualTo(401);
    }

    assertThat(accept(invite, RIGHT, "198.51.107.99").status()).isEqualTo(429);
    age();
    assertThat(accept(invite, RIGHT, "198.51.107.99").status()).isEqualTo(200);
  }

  @Test
  void aPasswordChangedWithAKeyEndsAllBrowserSessions() {
    Member member = member("changed-by-key@example.org");
    String session = signIn(member.email(), RIGHT, "198.51.108.1").cookie("kalem_session");
    assertThat(browser(session).get("/v2/me").status()).isEqualTo(200);

    assertThat(changePassword(member.client(), RIGHT, "another long one").status()).isEqualTo(200);

    assertThat(browser(session).get("/v2/me").status()).isEqualTo(401);
  }

  @Test
  void whoeverCallsCountsAsActive() {
    Member member = member("active@example.org");
    JdbcClient jdbc = HUB.bean(JdbcClient.class);
    jdbc.sql("update account set last_active_at = now() - interval '1 day' where email = ?")
        .param(member.email())
        .update();

    member.client().get("/v2/me");
    assertThat(isActive(member.email())).isTrue();

    String session = signIn(member.email(), RIGHT, "198.51.109.1").cookie("kalem_session");
    jdbc.sql("update account set last_active_at = now() - interval '1 day' where email = ?")
        .param(member.email())
        .update();
    browser(session).get("/v2/me");
    assertThat(isActive(member.email())).isTrue();
  }

  private record Member(String email, TestClient client) {}

  private static Member member(String email) {
    return new Member(email, HUB.newMember(email, HUB.newProject(email), "Labeler"));
  }

  private static boolean isActive(String email) {
    return HUB.bean(JdbcClient.class)
        .sql("select last_active_at > now() - interval '1 minute' from account where email = ?")
        .param(email)
        .query(Boolean.class)
        .single();
  }

  /** Lets a quarter of an hour pass for all failures so far. */
  private static void age() {
    HUB.bean(JdbcClient.class)
        .sql("update sign_in_failure set failed_at = failed_at - interval '15 minutes'")
        .update();
  }

  /** Somebody who left, but still has an account, is invited again. */
  private static String inviteElsewhere(String email) {
    String organization =
        HUB.admin().get("/v2/me").data().path("user").path("organization").path("_id").asString();
    HUB.admin()
        .delete("/v2/organization/" + organization + "/users", Map.of("users", List.of(email)))
        .data();
    return HUB.admin()
        .post("/v2/organization/" + organization + "/invites", Map.of("to", List.of(email)))
        .data()
        .path("invites")
        .path(0)
        .path("token")
        .asString();
  }

  private static Answer accept(String token, String password, String address) {
    return from(HUB.stranger(), address)
        .post("/v2/invites/" + token + "/accept", Map.of("password", password));
  }

  private static Answer signIn(String email, String password, String address) {
    return from(HUB.stranger(), address)
        .post("/v2/session", Map.of("email", email, "password", password));
  }

  private static Answer changePassword(TestClient client, String current, String next) {
    return client.post("/v2/me/password", Map.of("currentPassword", current, "newPassword", next));
  }

  private static TestClient from(TestClient client, String address) {
    return client.with("X-Forwarded-For", address);
  }

  private static TestClient browser(String session) {
    return HUB.stranger().with("Cookie", "kalem_session=" + session);
  }
}
