package kalem.server.mail;

import java.util.List;

/**
 * What a mail says.
 *
 * @param subject one line
 * @param paragraphs plain text
 * @param button words on the link
 * @param link absolute URL
 */
public record Letter(String subject, List<String> paragraphs, String button, String link) {
  public Letter {
    // A line end in a header would begin another header.
    subject = subject.replaceAll("\\p{Cntrl}+", " ").trim();
    paragraphs = List.copyOf(paragraphs);
  }

  /** As plain text. */
  String text() {
    return String.join("\n\n", paragraphs) + "\n\n" + button + ": " + link + "\n";
  }

  /** As a page. Everything is escaped: names of projects and people may hold anything. */
  String html() {
    StringBuilder body = new StringBuilder();
    for (String paragraph : paragraphs) {
      body.append("<p>").append(escaped(paragraph)).append("</p>\n");
    }
    return """
    <!doctype html>
    <html><body style="font-family: sans-serif; font-size: 15px; line-height: 1.5">
    %s<p><a href="%s">%s</a></p>
    </body></html>
    """
        .formatted(body, escaped(link), escaped(button));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
