package kalem.server.mail;

import java.io.IOException;

/** Hands mails to a server. */
interface MailSender {
  /**
   * @throws IOException in the server's words, when it may work later
   * @throws MailRefusedException in the server's words, when it will not
   */
  void send(Mail mail, Letter letter) throws IOException, MailRefusedException;
}
