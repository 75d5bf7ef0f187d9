package kalem.server.workflow;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import kalem.server.kernel.Json;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A second, plain implementation of what a workflow does to tasks, to hold the engine against:
 * everything in memory, nothing shared with it.
 */
final class ReferenceWorkflow {
  private static final int LOOP = 100;

  /** A stage as the reference knows it. */
  record Node(
      String id,
      String type,
      List<String> next,
      String counted,
      int atLeast,
      List<String> children) {}

  /** A task with everything that is checked of it. */
  static final class Entry {
    String stage = "";
    String mark = "none";
    int steps;
    final List<String> history = new ArrayList<>();
    final Map<String, String> answers = new LinkedHashMap<>();
    final Set<String> open = new HashSet<>();
  }

  final Map<String, Node> nodes = new LinkedHashMap<>();
  final Map<String, Entry> tasks = new HashMap<>();

  static ReferenceWorkflow random(Random random) {
    ReferenceWorkflow made = new ReferenceWorkflow();
    List<String> types =
        List.of("Label", "Review", "Hold", "Logic", "Plugin", "Webhook", "Consensus");
    List<String> ids = new ArrayList<>(List.of("first", "Complete", "Archive"));
    int more = 2 + random.nextInt(5);
    for (int i = 0; i < more; i++) {
      ids.add("s" + i);
    }
    made.nodes.put("Start", new Node("Start", "Start", List.of("first"), "", 0, List.of()));
    made.nodes.put("Complete", new Node("Complete", "Complete", List.of(), "", 0, List.of()));
    made.nodes.put("Archive", new Node("Archive", "Archive", List.of(), "", 0, List.of()));
    for (String id : ids) {
      if (!made.nodes.containsKey(id)) {
        String type = id.equals("first") ? "Label" : types.get(random.nextInt(types.size()));
        made.add(random, id, type, ids);
      }
    }
    return made;
  }

  private void add(Random random, String id, String type, List<String> ids) {
    int outputs = Set.of("Review", "Consensus", "Logic").contains(type) ? 2 : 1;
    List<String> next = new ArrayList<>();
    for (int i = 0; i < outputs; i++) {
      next.add(random.nextInt(12) == 0 ? "" : ids.get(random.nextInt(ids.size())));
    }
    List<String> children = new ArrayList<>();
    for (int i = 0; type.equals("Consensus") && i < 2 + random.nextInt(2); i++) {
      children.add(id + "_" + i);
    }
    String counted = ids.get(random.nextInt(ids.size()));
    nodes.put(id, new Node(id, type, next, counted, 1 + random.nextInt(3), children));
  }

  /** The definition as the API takes it. */
  ArrayNode json() {
    ArrayNode stages = Json.MAPPER.createArrayNode();
    for (Node node : nodes.values()) {
      ObjectNode stage = stage(stages, node.id(), node.type(), node.next());
      stage.put("autoForward", true);
      stage.put("pluginId", "patient");
      stage.put("url", "nowhere");
      if (node.type().equals("Logic")) {
        ObjectNode condition = stage.putObject("logic").putArray("conditions").addObject();
        condition.put("type", "VisitCount").put("index", 0);
        condition
            .putObject("value")
            .put("stageId", node.counted())
            .put("op", "$gte")
            .put("value", node.atLeast());
      }
      for (String child : node.children()) {
        stage(stages, child, "Label", List.of(node.id())).put("consensusId", node.id());
      }
    }
    return stages;
  }

  private static ObjectNode stage(ArrayNode stages, String id, String type, List<String> next) {
    ObjectNode stage = stages.addObject().put("id", id).put("type", type).put("name", id);
    ArrayNode outputs = stage.putArray("next");
    next.forEach(outputs::add);
    return stage;
  }

  void created(String id) {
    Entry entry = new Entry();
    tasks.put(id, entry);
    enter(entry, "Start");
  }

  private Entry entry(String id) {
    return Objects.requireNonNull(tasks.get(id));
  }

  private Node node(String id) {
    return Objects.requireNonNull(nodes.get(id));
  }

  /** A person leaves the stage, or something lets the task go. */
  void leave(String id, int output, boolean byPerson) {
    Entry entry = entry(id);
    Node node = node(entry.stage);
    if (byPerson) {
      entry.steps = 0;
    }
    pass(entry, node, output, !byPerson);
  }

  void requeued(String id, String stage) {
    Entry entry = entry(id);
    entry.answers.keySet().forEach(entry.history::add);
    enter(entry, stage);
  }

  /** One judgment is given; the last one ends the round. */
  void judged(String id, String child, String answer) {
    Entry entry = entry(id);
    entry.open.remove(child);
    entry.answers.put(child, answer);
    if (!entry.open.isEmpty()) {
      return;
    }
    Node node = node(entry.stage);
    boolean agreed = new HashSet<>(entry.answers.values()).size() == 1;
    entry.history.addAll(entry.answers.keySet());
    entry.answers.clear();
    entry.steps = 0;
    String next = node.next().get(agreed ? 0 : 1);
    if (next.isEmpty()) {
      entry.mark = "no next stage";
    } else {
      enter(entry, next);
    }
  }

  private void pass(Entry entry, Node node, int output, boolean counts) {
    String next = node.next().get(output);
    if (next.isEmpty()) {
      entry.mark = "no next stage";
      return;
    }
    if (counts && entry.steps >= LOOP) {
      entry.mark = "workflow loop";
      return;
    }
    entry.steps += counts ? 1 : 0;
    entry.history.add(node.id());
    enter(entry, next);
  }

  private void enter(Entry entry, String stage) {
    Node node = node(stage);
    entry.stage = stage;
    entry.mark = "none";
    entry.answers.clear();
    entry.open.clear();
    switch (node.type()) {
      case "Start" -> pass(entry, node, 0, true);
      case "Logic" ->
          pass(entry, node, visits(entry, node.counted()) >= node.atLeast() ? 0 : 1, true);
      case "Webhook" -> entry.mark = entry.steps >= LOOP ? "workflow loop" : "none";
      default -> {
        entry.steps = 0;
        entry.open.addAll(node.children());
      }
    }
  }

  private static long visits(Entry entry, String stage) {
    return entry.history.stream().filter(stage::equals).count();
  }
}
