package kalem.server.insight;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kalem.server.access.Action;
import kalem.server.access.ProjectAccess;
import kalem.server.access.ProjectRole;
import kalem.server.insight.WorkStore.Sum;
import kalem.server.project.Projects;
import kalem.server.project.StageType;
import org.springframework.stereotype.Service;

/** What each member of a project did (workflow.md 20.1). */
@Service
class Performance {
  private static final String TOOL = "tool:";

  private final WorkStore work;
  private final TaskNumbers tasks;
  private final Projects projects;

  Performance(WorkStore work, TaskNumbers tasks, Projects projects) {
    this.work = work;
    this.tasks = tasks;
    this.projects = projects;
  }

  /**
   * One person's numbers.
   *
   * @param role empty: no longer a member, or an administrator of the organization
   * @param kinds sums by kind of work
   * @param held tasks to label that the person holds now
   */
  record Row(
      String email, String name, Optional<ProjectRole> role, Map<String, Sum> kinds, long held) {
    Sum of(String... names) {
      return Stream.of(names)
          .map(name -> kinds.getOrDefault(name, Sum.NOTHING))
          .reduce(Sum.NOTHING, Sum::plus);
    }

    /** Annotations by kind of tool. */
    Map<String, Long> annotations() {
      return kinds.entrySet().stream()
          .filter(kind -> kind.getKey().startsWith(TOOL))
          .collect(
              Collectors.toMap(
                  kind -> kind.getKey().substring(TOOL.length()),
                  kind -> kind.getValue().count(),
                  Long::sum,
                  TreeMap::new));
    }

    /** Share of reviewed labels that were accepted, with or without corrections. */
    Optional<Double> acceptanceRate() {
      long accepted = of("was-accepted", "was-fixed").count();
      long all = accepted + of("was-rejected").count();
      return all == 0 ? Optional.empty() : Optional.of((double) accepted / all);
    }

    /** Mean score in percent, rounded. */
    OptionalLong average(String kind) {
      Sum scores = of(kind);
      return scores.count() == 0
          ? OptionalLong.empty()
          : OptionalLong.of(Math.round((double) scores.amount() / scores.count()));
    }
  }

  /**
   * Rows by e-mail: of all members and of everybody else who worked in the project; labelers get
   * their own alone.
   *
   * @param only e-mails in lower case; empty: everybody
   */
  List<Row> rows(ProjectAccess access, Choice choice, List<String> only) {
    boolean seesAll = access.allows(Action.VIEW_PROJECT_NUMBERS);
    Optional<String> own = seesAll ? Optional.empty() : Optional.of(access.email());
    Map<String, Map<String, Sum>> people = work.work(choice, own);
    Map<String, Long> held =
        tasks.held(
            choice.projectKey(),
            projects.get(access).graph().ids(StageType.LABEL).stream()
                .filter(in(choice.stageIds()))
                .toList(),
            choice.batchIds());
    Map<String, ProjectRole> roles = projects.roles(choice.projectKey());
    TreeSet<String> emails = new TreeSet<>(people.keySet());
    emails.addAll(roles.keySet());
    emails.addAll(held.keySet());
    emails.removeIf(email -> own.filter(me -> !me.equals(email)).isPresent());
    own.ifPresent(emails::add);
    emails.removeIf(in(only).negate());
    Map<String, String> names = work.names(List.copyOf(emails));
    return emails.stream()
        .map(
            email ->
                new Row(
                    email,
                    names.getOrDefault(email, email),
                    Optional.ofNullable(roles.get(email)),
                    people.getOrDefault(email, Map.of()),
                    held.getOrDefault(email, 0L)))
        .toList();
  }

  private static Predicate<String> in(List<String> chosen) {
    return each -> chosen.isEmpty() || chosen.contains(each);
  }
}
