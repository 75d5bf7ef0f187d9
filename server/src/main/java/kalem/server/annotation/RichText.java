package kalem.server.annotation;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document.OutputSettings;
import org.jsoup.safety.Safelist;

/**
 * Rich text as the editor's toolbar makes it: headings, emphasis, lists, links, tables, code and
 * pictures by URL (ontology section 5.5). Whatever else stands in it, scripts above all, is taken
 * out before it is stored, since it is shown to other people.
 */
public final class RichText {
  private static final Safelist ALLOWED =
      Safelist.relaxed().addTags("s", "hr", "mark").preserveRelativeLinks(true);

  /** Links within the hub are relative; any address will do to tell that they are no script. */
  private static final String HERE = "https://hub.invalid/";

  private static final OutputSettings AS_GIVEN = new OutputSettings().prettyPrint(false);

  private RichText() {}

  /** The text without anything harmful; a safe one is only written in its plainest form. */
  public static String safe(String html) {
    return Jsoup.clean(html, HERE, ALLOWED, AS_GIVEN);
  }
}
