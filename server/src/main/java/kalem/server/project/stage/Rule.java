package kalem.server.project.stage;

import java.util.List;

/** One rule of a Logic stage; it matches when all conditions hold. Without any it never does. */
public record Rule(List<Condition> conditions) {
  public Rule {
    conditions = List.copyOf(conditions);
  }
}
