package kalem.server.export;

import java.util.HashMap;
import java.util.Map;
import kalem.formats.ango.LegacyFacts;

/**
 * Names of people, which the legacy form tells instead of their e-mails; each is looked up once.
 */
final class PersonNames implements LegacyFacts {
  private final SnapshotStore snapshot;
  private final Map<String, String> names = new HashMap<>();

  PersonNames(SnapshotStore snapshot) {
    this.snapshot = snapshot;
  }

  @Override
  public String displayName(String email) {
    return names.computeIfAbsent(email, each -> snapshot.accountName(each).orElse(each));
  }
}
