package kalem.formats;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "kalem.formats", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  /** No sockets, no framework. */
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
              "java.math..",
              "java.nio..",
              "java.security..",
              "java.awt..",
              "javax.imageio..",
              "javax.xml..",
              "org.apache.commons..",
              "org.yaml.snakeyaml..",
              "picocli..",
              "java.time..",
              "java.util..",
              "tools.jackson..",
              "org.jspecify..");

  /**
   * One package per format; none uses another. The catalog and the commands know them all, and what
   * the formats for pictures, those for volumes and deflated texts share lies in packages of its
   * own.
   */
  @ArchTest
  static final ArchRule formatsAreIndependent =
      slices()
          .matching("kalem.formats.(*)..")
          .should()
          .notDependOnEachOther()
          .ignoreDependency(
              resideInAnyPackage("kalem.formats.catalog", "kalem.formats.cli.."),
              DescribedPredicate.alwaysTrue())
          .ignoreDependency(
              DescribedPredicate.alwaysTrue(),
              resideInAnyPackage(
                  "kalem.formats.image", "kalem.formats.volume", "kalem.formats.deflate"));
}
