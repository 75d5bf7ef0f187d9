package kalem.formats.ango;

/** What the legacy form says beyond what rows hold. */
public interface LegacyFacts {
  /** Nothing more: people go by their e-mails. */
  LegacyFacts NONE = email -> email;

  /** The name of a person; the e-mail itself when there is none. */
  String displayName(String email);
}
