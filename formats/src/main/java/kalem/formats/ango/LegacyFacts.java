package kalem.formats.ango;

import java.util.List;
import kalem.formats.ExportedIssue;

/** What rows of the legacy form say beyond those of the current one. */
public interface LegacyFacts {
  /** Nothing more: people go by their e-mails, and no issues are told. */
  LegacyFacts NONE =
      new LegacyFacts() {
        @Override
        public String displayName(String email) {
          return email;
        }

        @Override
        public List<ExportedIssue> issues(String taskId) {
          return List.of();
        }
      };

  /** The name of a person; the e-mail itself when there is none. */
  String displayName(String email);

  /** The issues raised on a task. */
  List<ExportedIssue> issues(String taskId);
}
