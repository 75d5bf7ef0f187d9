package kalem.server.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetupTest;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import kalem.server.app.TestClient;
import kalem.server.app.TestHub;
import kalem.server.job.Jobs;
import kalem.server.kernel.ErrorCode;
import kalem.server.kernel.Ids;
import kalem.server.kernel.KalemException;
import kalem.server.kernel.Settings;
import kalem.server.kernel.Timestamps;
import kalem.server.notice.Notices;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import tools.jackson.databind.JsonNode;

class MailTest {
  private static final Letter LETTER =
      new Letter("Grüße", List.of("Hello Ана"), "Open", "https://hub.example/secret");

  private final TestHub hub = TestHub.shared();
  private final MailStore store = hub.bean(MailStore.class);
  private final String to = "mail-" + UUID.randomUUID() + "@example.org";

  private String organization() {
    return hub.admin()
        .get("/v2/me")
        .data()
        .path("user")
        .path("organization")
        .path("_id")
        .asString();
  }

  /** A mail that no job of the hub was scheduled for. */
  private Mails.Task queued() {
    String id = hub.bean(Ids.class).next(0);
    store.add(
        new Mail(
            id,
            organization(),
            to,
            TestHub.ADMIN_EMAIL,
            LETTER.subject(),
            Optional.of(LETTER),
            Mail.State.QUEUED,
            0,
            Optional.empty(),
            Timestamps.now(InstantSource.system()),
            Optional.empty()));
    return new Mails.Task(id);
  }

  private MailJob job(MailSender sender) {
    return new MailJob(
        store,
        sender,
        hub.bean(Notices.class),
        InstantSource.system(),
        hub.bean(PlatformTransactionManager.class));
  }

  private static SmtpSender sender(String url) {
    return new SmtpSender(
        Settings.fromEnvironment(Map.of("KALEM_SMTP_URL", url)).smtp().orElseThrow());
  }

  private Mail mail(Mails.Task task) {
    return store.find(task.mailId()).orElseThrow();
  }

  private List<MimeMessage> received(GreenMail server) {
    return Arrays.stream(server.getReceivedMessages())
        .filter(message -> GreenMailUtil.getAddressList(recipients(message)).equals(to))
        .toList();
  }

  private static Address[] recipients(MimeMessage message) {
    try {
      return message.getAllRecipients();
    } catch (MessagingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode newestNotice(TestClient client) {
    return client.get("/v2/notices").data().path("notices").path(0);
  }

  @Test
  void reachesItsReceiverAsTextAndAsAPage() throws Exception {
    Mails.Task task = queued();
    job(sender("smtp://127.0.0.1:" + hub.mail().getSmtp().getPort() + "?from=hub@example.org"))
        .run(task);
    MimeMessage message = received(hub.mail()).getFirst();
    assertThat(message.getSubject()).isEqualTo("Grüße");
    assertThat(message.getFrom()[0]).hasToString("hub@example.org");
    assertThat(message.getMessageID()).isEqualTo("<" + task.mailId() + "@kalem>");
    MimeMultipart parts = (MimeMultipart) message.getContent();
    assertThat(parts.getContentType()).startsWith("multipart/alternative");
    assertThat(parts.getBodyPart(0).getContent())
        .isEqualTo("Hello Ана\r\n\r\nOpen: https://hub.example/secret\r\n");
    assertThat((String) parts.getBodyPart(1).getContent()).contains("<p>Hello Ана</p>");
    assertThat(mail(task).state()).isEqualTo(Mail.State.SENT);
    assertThat(mail(task).letter()).isEmpty();
    // A job that runs again after a crash sends nothing twice once the row says so.
    job((again, letter) -> {
          throw new IOException("sent twice");
        })
        .run(task);
  }

  @Test
  void isSealedWhileItWaits() {
    Mails.Task task = queued();
    assertThat(
            hub.bean(JdbcClient.class)
                .sql("select row_to_json(mail)::text as row from mail where id = ?")
                .param(task.mailId())
                .query((row, number) -> row.getString("row"))
                .list())
        .singleElement()
        .asString()
        .doesNotContain("hub.example/secret");
  }

  @ParameterizedTest
  @CsvSource({
    "MAIL, 550 sender not welcome",
    "RCPT, 550 no such user here",
    "DATA, 554 no mail today",
    "END, 552 too large"
  })
  void refusedForGoodIsToldAndNeverTriedAgain(String command, String reply) throws Exception {
    try (ScriptedSmtpServer server = new ScriptedSmtpServer(Map.of(command, reply))) {
      Mails.Task task = queued();
      MailJob job = job(sender("smtp://127.0.0.1:" + server.port() + "?from=hub@example.org"));
      KalemException refusal = new KalemException(ErrorCode.INTERNAL, "none");
      try {
        job.run(task);
      } catch (KalemException e) {
        refusal = e;
      }
      assertThat(refusal).hasMessageContaining(reply.substring(4));
      job.gaveUp(task, refusal);
      assertThat(mail(task).state()).isEqualTo(Mail.State.REFUSED);
      assertThat(mail(task).attempts()).isEqualTo(1);
      JsonNode notice = newestNotice(hub.admin());
      assertThat(notice.path("kind").asString()).isEqualTo("mailRefused");
      assertThat(notice.path("text").asString())
          .contains(to)
          .contains(reply.substring(4))
          .doesNotContain("secret");
    }
  }

  @ParameterizedTest
  @CsvSource({"RCPT, 450 greylisted", "DATA, 421 busy", "END, 451 disk full"})
  void refusedForNowIsTriedAgain(String command, String reply) throws Exception {
    Mails.Task task = queued();
    try (ScriptedSmtpServer server = new ScriptedSmtpServer(Map.of(command, reply))) {
      MailJob job = job(sender("smtp://127.0.0.1:" + server.port() + "?from=hub@example.org"));
      assertThatThrownBy(() -> job.run(task))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(reply.substring(4));
    }
    assertThat(mail(task).state()).isEqualTo(Mail.State.QUEUED);
    assertThat(mail(task).error()).hasValueSatisfying(e -> assertThat(e).contains(reply));
    try (ScriptedSmtpServer server = new ScriptedSmtpServer(Map.of())) {
      job(sender("smtp://127.0.0.1:" + server.port() + "?from=hub@example.org")).run(task);
      assertThat(server.taken()).isEqualTo(1);
    }
    assertThat(mail(task).state()).isEqualTo(Mail.State.SENT);
    assertThat(mail(task).attempts()).isEqualTo(2);
  }

  @Test
  void isSentWhenTheServerBreaksOffAfterTakingIt() throws Exception {
    Mails.Task task = queued();
    try (ScriptedSmtpServer server =
        new ScriptedSmtpServer(Map.of("QUIT", ScriptedSmtpServer.RESET))) {
      job(sender("smtp://127.0.0.1:" + server.port() + "?from=hub@example.org")).run(task);
      assertThat(server.taken()).isEqualTo(1);
    }
    assertThat(mail(task).state()).isEqualTo(Mail.State.SENT);
  }

  @Test
  void waitsForAServerThatIsDown() {
    Mails.Task task = queued();
    assertThatThrownBy(() -> job(sender("smtp://127.0.0.1:1?from=hub@example.org")).run(task))
        .isInstanceOf(IOException.class);
    assertThat(mail(task).state()).isEqualTo(Mail.State.QUEUED);
  }

  @Test
  void isSentByTheQueueWithTheUserOfTheSettings() throws Exception {
    GreenMail server = new GreenMail(ServerSetupTest.SMTP.dynamicPort());
    server.setUser("hub@example.org", "hub@example.org", "right");
    server.getUserManager().setAuthRequired(true);
    server.start();
    try {
      String host = "@127.0.0.1:" + server.getSmtp().getPort();
      Mails.Task wrong = queued();
      assertThatThrownBy(() -> job(sender("smtp://hub%40example.org:wrong" + host)).run(wrong))
          .isInstanceOf(KalemException.class);
      Mails.Task right = queued();
      job(sender("smtp://hub%40example.org:right" + host)).run(right);
      assertThat(received(server)).hasSize(1);
    } finally {
      server.stop();
    }
  }

  @Test
  void goesUnencryptedToNobodyWhenThatIsForbidden() throws Exception {
    try (ScriptedSmtpServer server = new ScriptedSmtpServer(Map.of())) {
      Mails.Task task = queued();
      String url = "smtp://127.0.0.1:" + server.port() + "?from=a@b&starttls=required";
      assertThatThrownBy(() -> job(sender(url)).run(task)).hasMessageContaining("STARTTLS");
      assertThat(server.taken()).isZero();
    }
  }

  @Test
  void goesToNoServerThatCanNotProveItsName() {
    GreenMail server = new GreenMail(ServerSetupTest.SMTPS.dynamicPort());
    server.start();
    try {
      Mails.Task task = queued();
      String url = "smtps://127.0.0.1:" + server.getSmtps().getPort() + "?from=a@b";
      assertThatThrownBy(() -> job(sender(url)).run(task)).isInstanceOf(IOException.class);
      assertThat(received(server)).isEmpty();
    } finally {
      server.stop();
    }
  }

  @Test
  void isReadByAdministratorsWhenThereIsNoServer() {
    Mails without =
        new Mails(
            store,
            hub.bean(Jobs.class),
            hub.bean(Ids.class),
            InstantSource.system(),
            Settings.fromEnvironment(Map.of()));
    without.send(new Mails.Envelope(organization(), to, TestHub.ADMIN_EMAIL), LETTER);
    JsonNode mail =
        hub.admin()
            .get("/v2/mails?limit=100")
            .data()
            .path("mails")
            .valueStream()
            .filter(each -> each.path("to").asString().equals(to))
            .findFirst()
            .orElseThrow();
    assertThat(mail.path("state").asString()).isEqualTo("unsent");
    assertThat(mail.path("text").asString()).contains("https://hub.example/secret");
    TestClient manager =
        hub.newMember(
            "mails-" + UUID.randomUUID() + "@example.org", hub.newProject("Mails"), "Manager");
    assertThat(manager.get("/v2/mails").status()).isEqualTo(403);
  }

  @Test
  void bringsInvitations() throws Exception {
    String organization = organization();
    JsonNode invite =
        hub.admin()
            .post("/v2/organization/" + organization + "/invites", Map.of("to", List.of(to)))
            .data()
            .path("invites")
            .path(0);
    awaitReceived();
    MimeMessage message = received(hub.mail()).getFirst();
    assertThat(message.getSubject()).startsWith("Invitation to ");
    assertThat(GreenMailUtil.getBody(((MimeMultipart) message.getContent()).getBodyPart(0)))
        .contains(invite.path("url").asString());
  }

  private void awaitReceived() {
    while (received(hub.mail()).isEmpty()) {
      Thread.onSpinWait();
    }
  }
}
