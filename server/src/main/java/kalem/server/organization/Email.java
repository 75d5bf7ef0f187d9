package kalem.server.organization;

import java.util.Locale;
import java.util.regex.Pattern;
import kalem.server.kernel.KalemException;

/** E-mail addresses as users are named by them: trimmed and lower case (people.md 3.2). */
public final class Email {
  private static final Pattern FORM = Pattern.compile("[^@\\s,;<>]{1,64}@[^@\\s,;<>]{1,190}");

  private Email() {}

  /**
   * @throws KalemException when it is no address
   */
  public static String of(String text) {
    String email = normalize(text);
    if (!FORM.matcher(email).matches()) {
      throw KalemException.invalid("Not an e-mail address: " + text + ".");
    }
    return email;
  }

  /** For comparison only: any text, trimmed and lower case. */
  public static String normalize(String text) {
    return text.trim().toLowerCase(Locale.ROOT);
  }
}
