package io.cardwatch;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The one-way dependencies of the design, as rules. */
@AnalyzeClasses(packages = "io.cardwatch", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    @ArchTest
    static final ArchRule onlyOperatorsKnowFlink =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("io.cardwatch.operator..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("org.apache.flink..");

    @ArchTest
    static final ArchRule nothingKnowsKafka =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("org.apache.kafka..", "org.apache.flink.connector..");

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("io.cardwatch.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule eventsKnowNothingOfTheRest =
            classes()
                    .that()
                    .resideInAPackage("io.cardwatch.event..")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideOutsideOfPackages(
                            "io.cardwatch.rule..",
                            "io.cardwatch.window..",
                            "io.cardwatch.engine..",
                            "io.cardwatch.alert..",
                            "io.cardwatch.consent..",
                            "io.cardwatch.channel..",
                            "io.cardwatch.operator..");

    @ArchTest
    static final ArchRule theEngineKnowsNoConsentAndNoChannel =
            noClasses()
                    .that()
                    .resideInAnyPackage(
                            "io.cardwatch.rule..", "io.cardwatch.window..", "io.cardwatch.engine..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("io.cardwatch.consent..", "io.cardwatch.channel..");

    @ArchTest
    static final ArchRule theCoreReadsNoClock =
            noClasses()
                    .that()
                    .resideInAnyPackage(
                            "io.cardwatch.event..",
                            "io.cardwatch.rule..",
                            "io.cardwatch.window..",
                            "io.cardwatch.engine..",
                            "io.cardwatch.alert..",
                            "io.cardwatch.consent..")
                    .should()
                    .callMethod(System.class, "currentTimeMillis")
                    .orShould()
                    .callMethod(java.time.Instant.class, "now");
}
