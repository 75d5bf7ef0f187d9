package kalem.server.mail;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.Optional;
import java.util.Properties;
import kalem.server.kernel.SmtpServer;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Speaks SMTP: one connection per mail, closed before the next. */
final class SmtpSender implements MailSender {
  private static final Logger LOG = LoggerFactory.getLogger(SmtpSender.class);
  private static final String CONNECT_MILLIS = "10000";
  private static final String SILENCE_MILLIS = "30000";
  private static final int PERMANENT = 500;

  private final SmtpServer server;
  private final Session session;

  SmtpSender(SmtpServer server) {
    this.server = server;
    this.session = Session.getInstance(properties(server));
  }

  private static Properties properties(SmtpServer server) {
    Properties properties = new Properties();
    properties.put("mail.transport.protocol", "smtp");
    properties.put("mail.smtp.host", server.host());
    properties.put("mail.smtp.port", String.valueOf(server.port()));
    properties.put("mail.smtp.auth", String.valueOf(server.login().isPresent()));
    properties.put("mail.smtp.connectiontimeout", CONNECT_MILLIS);
    properties.put("mail.smtp.timeout", SILENCE_MILLIS);
    properties.put("mail.smtp.writetimeout", SILENCE_MILLIS);
    properties.put("mail.smtp.ssl.checkserveridentity", "true");
    switch (server.security()) {
      case NONE -> {}
      case WHEN_OFFERED -> properties.put("mail.smtp.starttls.enable", "true");
      case STARTTLS -> {
        properties.put("mail.smtp.starttls.enable", "true");
        properties.put("mail.smtp.starttls.required", "true");
      }
      case TLS -> properties.put("mail.smtp.ssl.enable", "true");
    }
    return properties;
  }

  @Override
  public void send(Mail mail, Letter letter) throws IOException, MailRefusedException {
    try {
      MimeMessage message = message(mail, letter);
      Transport transport = session.getTransport();
      try {
        connect(transport);
        transport.sendMessage(message, message.getAllRecipients());
      } finally {
        close(transport);
      }
    } catch (AuthenticationFailedException | AddressException e) {
      throw new MailRefusedException(words(e), e);
    } catch (MessagingException e) {
      throw failure(e);
    }
  }

  /** Failing here must not have a mail sent again that the server has taken. */
  private static void close(Transport transport) {
    try {
      transport.close();
    } catch (MessagingException e) {
      LOG.debug("The mail server broke off at the end", e);
    }
  }

  private void connect(Transport transport) throws MessagingException {
    if (server.login().isPresent()) {
      SmtpServer.Login login = server.login().get();
      transport.connect(login.user(), login.password());
    } else {
      transport.connect();
    }
  }

  private MimeMessage message(Mail mail, Letter letter) throws MessagingException {
    // The id stays the same when a mail is sent again because its first success got lost.
    MimeMessage message = new Identified(session, "<" + mail.id() + "@kalem>");
    message.setFrom(new InternetAddress(server.from()));
    message.setRecipient(Message.RecipientType.TO, new InternetAddress(mail.to(), true));
    message.setSubject(letter.subject(), StandardCharsets.UTF_8.name());
    message.setSentDate(Date.from(mail.createdAt()));
    message.setHeader("Auto-Submitted", "auto-generated");
    MimeBodyPart text = new MimeBodyPart();
    text.setText(letter.text(), StandardCharsets.UTF_8.name());
    MimeBodyPart html = new MimeBodyPart();
    html.setText(letter.html(), StandardCharsets.UTF_8.name(), "html");
    message.setContent(new MimeMultipart("alternative", text, html));
    return message;
  }

  private static final class Identified extends MimeMessage {
    private final String id;

    Identified(Session session, String id) {
      super(session);
      this.id = id;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      setHeader("Message-ID", id);
    }
  }

  /** By the server's reply: from 500 on, it stays that way. */
  private static IOException failure(MessagingException e) throws MailRefusedException {
    if (reply(e).filter(code -> code >= PERMANENT).isPresent()) {
      throw new MailRefusedException(words(e), e);
    }
    return new IOException(words(e), e);
  }

  private static Optional<Integer> reply(MessagingException failure) {
    for (Exception each = failure;
        each instanceof MessagingException messaging;
        each = messaging.getNextException()) {
      switch (each) {
        case SMTPAddressFailedException address -> {
          return Optional.of(address.getReturnCode());
        }
        case SMTPSenderFailedException sender -> {
          return Optional.of(sender.getReturnCode());
        }
        case SMTPSendFailedException send when send.getReturnCode() > 0 -> {
          return Optional.of(send.getReturnCode());
        }
        default -> {}
      }
    }
    return Optional.empty();
  }

  /** The innermost words are the server's; those around them are the library's. */
  private static String words(MessagingException failure) {
    Exception last = failure;
    while (last instanceof MessagingException messaging && messaging.getNextException() != null) {
      last = messaging.getNextException();
    }
    String words = Optional.ofNullable(last.getMessage()).orElse("").trim();
    return words.isEmpty() ? failure.toString() : words.replaceAll("\\s+", " ");
  }
}
