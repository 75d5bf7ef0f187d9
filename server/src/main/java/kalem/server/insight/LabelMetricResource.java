package kalem.server.insight;

import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kalem.annotation.ontology.CategorySchema;
import kalem.annotation.ontology.SchemaClass;
import kalem.annotation.ontology.Section;
import kalem.server.access.Action;
import kalem.server.access.ProjectAccess;
import kalem.server.http.Requires;
import kalem.server.http.Success;
import kalem.server.insight.ClassTally.Numbers;
import kalem.server.kernel.Json;
import kalem.server.project.Batches;
import kalem.server.project.Project;
import kalem.server.project.Projects;
import kalem.server.project.StageGraph;
import kalem.server.project.StageType;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Metrics of what labels hold (workflow.md 1.6 and 20.3). The header Last-Modified tells the moment
 * they are of. Without a choice of stages, tasks in Start do not count.
 */
@RestController
@RequestMapping("/v2/{projectId:[0-9a-f]{24}}/overview")
class LabelMetricResource {
  private static final int TENTHS = 10;

  private final LabelCounting counting;
  private final Projects projects;
  private final Batches batches;

  LabelMetricResource(LabelCounting counting, Projects projects, Batches batches) {
    this.counting = counting;
    this.projects = projects;
    this.batches = batches;
  }

  /** {@code imported}: those in labels that an import gave and no person saved since. */
  record ClassCount(String schemaId, String title, String tool, long count, long imported) {}

  /** {@code share} of all given values, from 0 to 1. */
  record ValueCount(String value, long count, double share) {}

  record AnswerCounts(
      String schemaId, String title, String tool, List<ValueCount> answers, long unanswered) {}

  record Range(int from, int to, long count) {}

  record ScoreRanges(@Nullable String schemaId, List<Range> ranges) {}

  record SizeRange(long from, long to, long count) {}

  record AssetSizes(List<SizeRange> bytes, List<LabelNumbers.Dimension> dimensions) {}

  /** Counts row by row from the upper left. */
  record CenterMap(int columns, int rows, List<Long> counts) {}

  /** {@code sizes}: percent of the image's side, as the root of the share of its area. */
  record ClassSpread(
      String schemaId,
      String title,
      String tool,
      long count,
      double meanPerTask,
      long tasksWithout,
      List<Range> sizes,
      CenterMap centers) {}

  /** Annotations per class. */
  @GetMapping("/AnnotationStatus")
  @Requires(Action.VIEW_PROJECT_NUMBERS)
  ResponseEntity<Success<Map<String, List<ClassCount>>>> annotationStatus(
      ProjectAccess access,
      @RequestParam(name = "batches", required = false) @Nullable String batchList,
      @RequestParam(required = false) @Nullable String stage) {
    return answer(
        access,
        batchList,
        stage,
        "AnnotationStatus",
        (schema, total) ->
            schema
                .all()
                .map(
                    each -> {
                      Numbers numbers = total.of(each.schemaId());
                      return new ClassCount(
                          each.schemaId(),
                          each.title(),
                          each.kind().key(),
                          numbers.count(),
                          numbers.imported());
                    })
                .toList());
  }

  /** How often each option of each question was chosen. */
  @GetMapping("/AnswerDistribution")
  @Requires(Action.VIEW_PROJECT_NUMBERS)
  ResponseEntity<Success<Map<String, List<AnswerCounts>>>> answerDistribution(
      ProjectAccess access,
      @RequestParam(name = "batches", required = false) @Nullable String batchList,
      @RequestParam(required = false) @Nullable String stage) {
    return answer(
        access,
        batchList,
        stage,
        "AnswerDistribution",
        (schema, total) ->
            Stream.of(schema.tools(), schema.classifications(), schema.relations())
                .flatMap(List::stream)
                .flatMap(SchemaClass::withNested)
                .filter(each -> each.kind().section() == Section.CLASSIFICATIONS)
                .map(each -> answers(each, total))
                .toList());
  }

  private static AnswerCounts answers(SchemaClass question, LabelNumbers.Total total) {
    Numbers numbers = total.of(question.schemaId());
    TreeMap<String, Long> counts = new TreeMap<>(numbers.values());
    question.options().forEach(option -> counts.putIfAbsent(option.value(), 0L));
    long all = counts.values().stream().mapToLong(Long::longValue).sum();
    long asked =
        question.parentSchemaId().map(parent -> total.of(parent).count()).orElseGet(total::tasks);
    long answered = question.parentSchemaId().isPresent() ? numbers.count() : numbers.tasks();
    return new AnswerCounts(
        question.schemaId(),
        question.title(),
        question.kind().key(),
        counts.entrySet().stream()
            .map(
                each ->
                    new ValueCount(
                        each.getKey(),
                        each.getValue(),
                        all == 0 ? 0 : (double) each.getValue() / all))
            .toList(),
        Math.max(0, asked - answered));
  }

  /** How annotations of each class spread over tasks and images. */
  @GetMapping("/AnnotationDistribution")
  @Requires(Action.VIEW_PROJECT_NUMBERS)
  ResponseEntity<Success<Map<String, List<ClassSpread>>>> annotationDistribution(
      ProjectAccess access,
      @RequestParam(name = "batches", required = false) @Nullable String batchList,
      @RequestParam(required = false) @Nullable String stage) {
    return answer(
        access,
        batchList,
        stage,
        "AnnotationDistribution",
        (schema, total) -> schema.tools().stream().map(each -> spread(each, total)).toList());
  }

  private static ClassSpread spread(SchemaClass tool, LabelNumbers.Total total) {
    Numbers numbers = total.of(tool.schemaId());
    return new ClassSpread(
        tool.schemaId(),
        tool.title(),
        tool.kind().key(),
        numbers.count(),
        total.tasks() == 0 ? 0 : (double) numbers.count() / total.tasks(),
        total.tasks() - numbers.tasks(),
        tenths(numbers.sizes()),
        new CenterMap(
            ClassTally.CELLS,
            ClassTally.CELLS,
            IntStream.range(0, ClassTally.CELLS * ClassTally.CELLS)
                .mapToObj(cell -> numbers.centers().getOrDefault(cell, 0L))
                .toList()));
  }

  /** Consensus scores in percent: of whole tasks, then of each class. */
  @GetMapping("/ConsensusRanges")
  @Requires(Action.VIEW_PROJECT_NUMBERS)
  ResponseEntity<Success<Map<String, List<ScoreRanges>>>> consensusRanges(
      ProjectAccess access,
      @RequestParam(name = "batches", required = false) @Nullable String batchList,
      @RequestParam(required = false) @Nullable String stage) {
    return answer(
        access,
        batchList,
        stage,
        "ConsensusRanges",
        (schema, total) ->
            Stream.concat(
                    Stream.of(
                        new ScoreRanges(
                            null, tenths(total.consensus().getOrDefault("", Map.of())))),
                    schema
                        .all()
                        .filter(each -> total.consensus().containsKey(each.schemaId()))
                        .map(
                            each ->
                                new ScoreRanges(
                                    each.schemaId(),
                                    tenths(
                                        total
                                            .consensus()
                                            .getOrDefault(each.schemaId(), Map.of())))))
                .toList());
  }

  /** Sizes of all assets of the project in bytes, doubling, and of images in pixels. */
  @GetMapping("/AssetSize")
  @Requires(Action.VIEW_PROJECT_NUMBERS)
  ResponseEntity<Success<Map<String, AssetSizes>>> assetSize(ProjectAccess access) {
    LabelCounting.Counted counted = counting.of(projects.get(access));
    List<SizeRange> bytes =
        new TreeMap<>(counted.numbers().sizes())
            .entrySet().stream()
                .map(
                    each ->
                        new SizeRange(1L << each.getKey(), 2L << each.getKey(), each.getValue()))
                .toList();
    return at(counted, Map.of("AssetSize", new AssetSizes(bytes, counted.numbers().dimensions())));
  }

  private <T> ResponseEntity<Success<Map<String, T>>> answer(
      ProjectAccess access,
      @Nullable String batchList,
      @Nullable String stage,
      String metric,
      BiFunction<CategorySchema, LabelNumbers.Total, T> value) {
    Project project = projects.get(access);
    StageGraph graph = project.graph();
    List<String> stages = OverviewResource.stages(graph, stage);
    List<String> starts = graph.ids(StageType.START);
    List<String> batchIds = OverviewResource.batches(batches, access, batchList);
    LabelCounting.Counted counted = counting.of(project);
    LabelNumbers.Total total =
        counted
            .numbers()
            .total(
                group ->
                    (stages.isEmpty()
                            ? !starts.contains(group.stageId())
                            : stages.contains(group.stageId()))
                        && (batchIds.isEmpty()
                            || group.batchIds().stream().anyMatch(batchIds::contains)));
    CategorySchema schema = CategorySchema.of(Json.parse(project.categorySchema()));
    return at(counted, Map.of(metric, value.apply(schema, total)));
  }

  private static <T> ResponseEntity<Success<T>> at(LabelCounting.Counted counted, T data) {
    return ResponseEntity.ok()
        .lastModified(counted.asOf().atZone(ZoneOffset.UTC))
        .body(Success.of(data));
  }

  private static List<Range> tenths(Map<Integer, Long> counts) {
    return IntStream.range(0, TENTHS)
        .mapToObj(tenth -> new Range(tenth * 10, (tenth + 1) * 10, counts.getOrDefault(tenth, 0L)))
        .toList();
  }
}
