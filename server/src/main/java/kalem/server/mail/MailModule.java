package kalem.server.mail;

import java.io.IOException;
import java.util.Optional;
import kalem.server.kernel.Settings;
import kalem.server.kernel.SmtpServer;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the mail server that the settings name. */
@Configuration
class MailModule {
  @Bean
  static MailSender mailSender(Settings settings) {
    return new LateSender(settings.smtp());
  }

  /** Loads the mail library with the first mail, not with every start. */
  private static final class LateSender implements MailSender {
    private final Optional<SmtpServer> server;
    private @Nullable MailSender sender;

    LateSender(Optional<SmtpServer> server) {
      this.server = server;
    }

    @Override
    public void send(Mail mail, Letter letter) throws IOException, MailRefusedException {
      sender().send(mail, letter);
    }

    private synchronized MailSender sender() throws IOException {
      if (sender == null) {
        sender =
            new SmtpSender(
                server.orElseThrow(() -> new IOException("KALEM_SMTP_URL is not set any more")));
      }
      return sender;
    }
  }
}
