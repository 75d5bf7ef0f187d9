package kalem.server.project.stage;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import kalem.annotation.agreement.AdjudicationMethod;
import kalem.annotation.agreement.AgreementRules;
import kalem.annotation.agreement.AgreementThreshold;
import kalem.server.project.StageType;
import kalem.server.project.stage.StageSettings.WebhookAuth;
import kalem.server.project.stage.WorkRules.QueueOrder;
import tools.jackson.databind.JsonNode;

/** Reads what a stage is set to do; what is absent or of no use has its default. */
public final class SettingsReader {
  /** Where the sealed secret of a Webhook stage lies in the stored definition. */
  public static final String SEALED = "secretSealed";

  private SettingsReader() {}

  public static StageSettings read(StageType type, JsonNode stage) {
    return switch (type) {
      case START -> new StageSettings.Start(stage.path("autoForward").asBoolean(false));
      case LABEL -> new StageSettings.Label(work(stage));
      case REVIEW ->
          new StageSettings.Review(
              work(stage),
              stage.path("readOnly").asBoolean(false),
              Math.clamp(
                  stage.path("sampling").asInt(StageSettings.Review.ALL),
                  0,
                  StageSettings.Review.ALL),
              stage.path("requireIssueOnReject").asBoolean(false));
      case LOGIC -> new StageSettings.Logic(ConditionReader.rules(stage.path("logic")));
      case CONSENSUS -> consensus(stage.path("consensusConfig"));
      case PLUGIN ->
          new StageSettings.Plugin(
              stage.path("pluginId").asString(""),
              stage.path("pluginPreset"),
              stage.path("config"),
              stage.path("overwrite").asBoolean(true));
      case WEBHOOK ->
          new StageSettings.Webhook(
              stage.path("url").asString(""),
              WebhookAuth.of(stage.path("authType").asString("")).orElse(WebhookAuth.NONE),
              Optional.of(stage.path(SEALED).asString("")).filter(text -> !text.isEmpty()),
              stage.path("onFailure").asString("").equals("forward"),
              stage.path("compactHistory").asBoolean(false));
      case HOLD -> new StageSettings.Hold();
      case COMPLETE -> new StageSettings.Complete(stage.path("preventRequeue").asBoolean(false));
      case ARCHIVE -> new StageSettings.Archive();
    };
  }

  private static WorkRules work(JsonNode stage) {
    int skips = stage.path("skipAfter").asInt(0);
    String skipTo = stage.path("skipTo").asString("");
    return new WorkRules(
        QueueOrder.of(stage.path("queueOrder").asString("")).orElse(QueueOrder.PRIORITY),
        texts(stage.path("excludePreviousAssignees")),
        stage.path("allowOwnWork").asBoolean(false),
        positive(stage.path("maxAssignedPerUser")),
        stage.path("lockMinutes").isIntegralNumber()
            ? Optional.of(Duration.ofMinutes(Math.max(0, stage.path("lockMinutes").asInt(0))))
            : Optional.empty(),
        skips > 0 && !skipTo.isEmpty()
            ? Optional.of(new WorkRules.AfterSkips(skips, skipTo))
            : Optional.empty());
  }

  private static StageSettings consensus(JsonNode config) {
    return new StageSettings.Consensus(
        AgreementRules.of(config),
        AgreementThreshold.of(config),
        AdjudicationMethod.ofKey(config.path("adjudicationMethod").asString(""))
            .orElse(AdjudicationMethod.BEST),
        config.path("allowSamePerson").asBoolean(false),
        config.path("blindStart").asBoolean(false),
        positive(config.path("minJudgments")));
  }

  private static OptionalInt positive(JsonNode node) {
    return node.isIntegralNumber() && node.asInt(0) > 0
        ? OptionalInt.of(node.asInt())
        : OptionalInt.empty();
  }

  private static List<String> texts(JsonNode list) {
    return list.valueStream().filter(JsonNode::isString).map(JsonNode::asString).toList();
  }
}
