package kalem.server.project.stage;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import kalem.annotation.agreement.AdjudicationMethod;
import kalem.annotation.agreement.AgreementRules;
import kalem.annotation.agreement.AgreementThreshold;
import kalem.server.project.StageType;
import tools.jackson.databind.JsonNode;

/** What a stage is set to do, by its type (workflow.md 4.2 to 4.10). */
public sealed interface StageSettings {
  StageType type();

  /**
   * @param autoForward tasks leave at once
   */
  record Start(boolean autoForward) implements StageSettings {
    @Override
    public StageType type() {
      return StageType.START;
    }
  }

  record Label(WorkRules work) implements StageSettings {
    @Override
    public StageType type() {
      return StageType.LABEL;
    }
  }

  /**
   * @param readOnly labels can not be changed
   * @param sampling percentage of tasks that are reviewed; the others pass through untouched
   * @param requireIssueOnReject rejecting needs an open issue of this stage
   */
  record Review(WorkRules work, boolean readOnly, int sampling, boolean requireIssueOnReject)
      implements StageSettings {
    /** Reviewing every task. */
    public static final int ALL = 100;

    @Override
    public StageType type() {
      return StageType.REVIEW;
    }
  }

  /**
   * @param rules tried in order; behind them comes the output Else
   */
  record Logic(List<Rule> rules) implements StageSettings {
    public Logic {
      rules = List.copyOf(rules);
    }

    @Override
    public StageType type() {
      return StageType.LOGIC;
    }
  }

  /**
   * @param allowSamePerson one person may give several judgments of a task
   * @param blindStart judgments begin without the labels the task has
   * @param minJudgments as soon as so many agree for certain, the others are not waited for
   */
  record Consensus(
      AgreementRules rules,
      AgreementThreshold threshold,
      AdjudicationMethod adjudication,
      boolean allowSamePerson,
      boolean blindStart,
      OptionalInt minJudgments)
      implements StageSettings {
    @Override
    public StageType type() {
      return StageType.CONSENSUS;
    }
  }

  /**
   * @param pluginId empty when none was chosen yet
   * @param preset and {@code config}: as they were saved, for the plugin alone
   * @param overwrite whether the plugin's answer replaces the task's or is merged into it
   */
  record Plugin(String pluginId, JsonNode preset, JsonNode config, boolean overwrite)
      implements StageSettings {
    @Override
    public StageType type() {
      return StageType.PLUGIN;
    }
  }

  /**
   * @param secretSealed empty when there is none
   * @param forwardOnFailure whether tasks move on when nobody took the message
   * @param compactHistory without the labels of earlier visits
   */
  record Webhook(
      String url,
      WebhookAuth auth,
      Optional<String> secretSealed,
      boolean forwardOnFailure,
      boolean compactHistory)
      implements StageSettings {
    @Override
    public StageType type() {
      return StageType.WEBHOOK;
    }
  }

  /** How a message proves where it comes from. */
  enum WebhookAuth {
    NONE("none"),
    SECRET("secret"),
    BEARER("bearer");

    private final String wireName;

    WebhookAuth(String wireName) {
      this.wireName = wireName;
    }

    /** The way of this name. */
    public static Optional<WebhookAuth> of(String wireName) {
      for (WebhookAuth auth : values()) {
        if (auth.wireName.equals(wireName)) {
          return Optional.of(auth);
        }
      }
      return Optional.empty();
    }
  }

  record Hold() implements StageSettings {
    @Override
    public StageType type() {
      return StageType.HOLD;
    }
  }

  /**
   * @param preventRequeue tasks can not be taken out again
   */
  record Complete(boolean preventRequeue) implements StageSettings {
    @Override
    public StageType type() {
      return StageType.COMPLETE;
    }
  }

  record Archive() implements StageSettings {
    @Override
    public StageType type() {
      return StageType.ARCHIVE;
    }
  }
}
