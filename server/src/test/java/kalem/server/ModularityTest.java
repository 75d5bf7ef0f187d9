package kalem.server;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The one direction of dependency between the features, and who may touch what. */
class ModularityTest {
  /** A feature may use those in the lines above it, never its own line's or those below. */
  private static final List<List<String>> LINES =
      List.of(
          List.of("kernel"),
          List.of("access"),
          List.of("http"),
          List.of("job", "ontology"),
          List.of("notice"),
          List.of("mail"),
          List.of("organization"),
          List.of("storage", "project"),
          List.of("asset"),
          List.of("task"),
          List.of("annotation", "issue"),
          List.of("validation", "benchmark"),
          List.of("workflow"),
          List.of("importing", "export", "insight"),
          List.of("app"));

  private static final String ROOT = "kalem.server.";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("kalem.server");

  @Test
  void featuresDependInOneDirectionOnly() {
    classes().that().resideInAPackage("kalem.server..").should(useOnlyLinesAbove()).check(CLASSES);
  }

  @Test
  void everyFeatureHasALine() {
    classes()
        .that()
        .resideInAPackage("kalem.server.*..")
        .should(
            new ArchCondition<JavaClass>("belong to a line") {
              @Override
              public void check(JavaClass found, ConditionEvents events) {
                boolean known = line(found).isPresent();
                events.add(new SimpleConditionEvent(found, known, found.getName()));
              }
            })
        .check(CLASSES);
  }

  @Test
  void featuresFormNoCycles() {
    slices().matching("kalem.server.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void onlyResourcesSpeakHttp() {
    noClasses()
        .that()
        .resideOutsideOfPackages("kalem.server.http..", "kalem.server.app..")
        .and(
            describe(
                "are no resources",
                found ->
                    !outermost(found).getSimpleName().matches(".*Resource|LateAnswer|.*Wait.*")))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "jakarta.servlet..",
            "org.springframework.web.bind..",
            "org.springframework.web.servlet..")
        .check(CLASSES);
  }

  @Test
  void theKernelAndAccessRulesKnowNoFramework() {
    noClasses()
        .that()
        .resideInAnyPackage("kalem.server.kernel..", "kalem.server.access..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.springframework..")
        .check(CLASSES);
  }

  private static ArchCondition<JavaClass> useOnlyLinesAbove() {
    return new ArchCondition<>("use only features of the lines above") {
      @Override
      public void check(JavaClass found, ConditionEvents events) {
        found
            .getDirectDependenciesFromSelf()
            .forEach(
                dependency -> {
                  JavaClass target = dependency.getTargetClass();
                  boolean allowed =
                      feature(target).equals(feature(found))
                          || feature(target).isEmpty()
                          || line(target).orElse(-1) < line(found).orElse(-1);
                  events.add(new SimpleConditionEvent(found, allowed, dependency.getDescription()));
                });
      }
    };
  }

  private static Optional<Integer> line(JavaClass found) {
    return feature(found)
        .flatMap(
            feature ->
                LINES.stream()
                    .filter(line -> line.contains(feature))
                    .findFirst()
                    .map(LINES::indexOf));
  }

  private static Optional<String> feature(JavaClass found) {
    String name = found.getPackageName();
    return name.startsWith(ROOT)
        ? Optional.of(name.substring(ROOT.length()).split("\\.")[0])
        : Optional.empty();
  }

  private static JavaClass outermost(JavaClass found) {
    return found.getEnclosingClass().map(ModularityTest::outermost).orElse(found);
  }
}
