package kalem.annotation;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

@AnalyzeClasses(packages = "kalem.annotation", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  /** Of java.io only streams that are given, and the exceptions that writing may end in. */
  @ArchTest
  static final ArchRule isPure =
      classes()
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(
                      "kalem.annotation..",
                      "java.lang..",
                      "java.util..",
                      "java.time..",
                      "java.math..",
                      "tools.jackson..",
                      "org.jspecify..")
                  .or(
                      belongToAnyOf(
                          InputStream.class, IOException.class, UncheckedIOException.class)));

  @ArchTest
  static final ArchRule hasNoCycles =
      slices().matching("kalem.annotation.(*)..").should().beFreeOfCycles();
}
