package kalem.server.project.stage;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** What a rule of a Logic stage may ask of a task (workflow.md 4.7). */
public sealed interface Condition {

  /** All entries hold: classes exist, are counted, or are answered in some way. */
  record AnnotationType(List<ClassRule> entries) implements Condition {
    public AnnotationType {
      entries = List.copyOf(entries);
    }
  }

  /** Which part of an answer a class belongs to. */
  enum Part {
    TOOLS,
    CLASSIFICATIONS,
    RELATIONS
  }

  /** What is asked of one class; without filters it must exist. */
  record ClassRule(Part part, String schemaId, List<ClassFilter> filters) {
    public ClassRule {
      filters = List.copyOf(filters);
    }
  }

  /** One thing asked of the entries of a class. */
  sealed interface ClassFilter {
    record Exists() implements ClassFilter {}

    record NotExists() implements ClassFilter {}

    /** How many entries there are. */
    record Count(List<Comparison> comparisons) implements ClassFilter {
      public Count {
        comparisons = List.copyOf(comparisons);
      }
    }

    /** Some entry is answered in a way that all comparisons hold for. */
    record Answered(List<Comparison> comparisons) implements ClassFilter {
      public Answered {
        comparisons = List.copyOf(comparisons);
      }
    }

    /** A filter nobody knows; never holds. */
    record Unknown() implements ClassFilter {}
  }

  /** Any of these people finished a visit of the task in a Label stage. */
  record Annotator(Set<String> emails) implements Condition {
    public Annotator {
      emails = Set.copyOf(emails);
    }
  }

  /**
   * @param share from 0 to 1
   */
  record RandomSample(double share) implements Condition {}

  /**
   * The active time on the task lies in a range.
   *
   * @param from milliseconds, inclusive
   * @param to milliseconds, exclusive
   */
  record Duration(OptionalLong from, OptionalLong to) implements Condition {}

  /** The asset is in any of these batches. */
  record Batch(Set<String> batchIds) implements Condition {
    public Batch {
      batchIds = Set.copyOf(batchIds);
    }
  }

  /**
   * @param schemaId the class whose score counts; empty: the average of the task
   */
  record Consensus(Optional<String> schemaId, Comparison score) implements Condition {}

  /** The average benchmark score of who labeled the task last. */
  record Benchmark(Comparison average) implements Condition {}

  /**
   * @param errorCodes only issues with any of these codes count; empty: all
   */
  record Issues(Comparison open, Set<String> errorCodes) implements Condition {
    public Issues {
      errorCodes = Set.copyOf(errorCodes);
    }
  }

  /** The last review came to one of these. */
  record ReviewStatus(Set<String> statuses) implements Condition {
    public ReviewStatus {
      statuses = Set.copyOf(statuses);
    }
  }

  /** How often the task was skipped, in all visits. */
  record Skipped(Comparison count) implements Condition {}

  /**
   * @param path keys with dots between, into the asset's metadata or else its context data
   */
  record Metadata(String path, Comparison value) implements Condition {}

  record ExternalId(Comparison value) implements Condition {}

  /** How often the task has left a stage. */
  record VisitCount(String stageId, Comparison count) implements Condition {}

  record Priority(Comparison value) implements Condition {}

  /** A type or value this version does not know; never holds. */
  record Unknown(String type) implements Condition {}
}
