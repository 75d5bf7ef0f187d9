package kalem.formats.ango;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "kalem.formats", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  /** Streams are given; files and sockets are not opened here. */
  @ArchTest
  static final ArchRule knowsOnlyAnnotations =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "kalem.annotation..",
              "kalem.formats..",
              "java.io..",
              "java.lang..",
              "java.nio.charset..",
              "java.time..",
              "java.util..",
              "tools.jackson..",
              "org.jspecify..");

  /** One package per format; none uses another. */
  @ArchTest
  static final ArchRule formatsAreIndependent =
      slices().matching("kalem.formats.(*)..").should().notDependOnEachOther();
}
