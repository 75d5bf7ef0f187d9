package kalem.server.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A mail server on loopback that answers some commands in a way of its own. */
final class ScriptedSmtpServer implements AutoCloseable {
  /** Instead of a reply: the connection is reset. */
  static final String RESET = "";

  private final ServerSocket socket;
  private final Map<String, String> replies;
  private final AtomicInteger taken = new AtomicInteger();

  /**
   * @param replies by command, such as {@code RCPT}; {@code END} is the reply to a whole mail
   */
  ScriptedSmtpServer(Map<String, String> replies) throws IOException {
    this.socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    this.replies = replies;
    Thread.ofVirtual().start(this::serve);
  }

  int port() {
    return socket.getLocalPort();
  }

  /** Mails that were taken. */
  int taken() {
    return taken.get();
  }

  private void serve() {
    while (!socket.isClosed()) {
      try (Socket client = socket.accept()) {
        talk(client);
      } catch (IOException e) {
        // The next client, or the end.
      }
    }
  }

  private void talk(Socket client) throws IOException {
    BufferedReader in =
        new BufferedReader(
            new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
    Writer out =
        new java.io.OutputStreamWriter(client.getOutputStream(), StandardCharsets.US_ASCII);
    say(out, "220 scripted");
    boolean inMail = false;
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      if (inMail) {
        inMail = !line.equals(".");
        if (!inMail) {
          taken.incrementAndGet();
          say(out, replies.getOrDefault("END", "250 ok"));
        }
        continue;
      }
      String command = line.split(" ", 2)[0].toUpperCase(Locale.ROOT);
      String usual = command.equals("DATA") ? "354 go on" : "250 ok";
      String reply = replies.getOrDefault(command, usual);
      inMail = reply.startsWith("354");
      if (reply.equals(RESET)) {
        client.setSoLinger(true, 0);
        return;
      }
      say(out, reply);
    }
  }

  private static void say(Writer out, String reply) throws IOException {
    out.write(reply + "\r\n");
    out.flush();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
