package io.cardwatch.jobs;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Where the jobs know Kafka, and who knows the jobs. */
@AnalyzeClasses(packages = "io.cardwatch", importOptions = ImportOption.DoNotIncludeTests.class)
final class JobsArchitectureTest {
    @ArchTest
    static final ArchRule shouldKnowKafkaInOnePackageOnly =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("io.cardwatch.jobs.kafka..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("org.apache.kafka..");

    @ArchTest
    static final ArchRule shouldBeKnownToNoneOfTheFunctions =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("io.cardwatch.jobs..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("io.cardwatch.jobs..");

    @ArchTest
    static final ArchRule shouldReadConfigurationWithoutBuildingJobs =
            noClasses()
                    .that()
                    .resideInAPackage("io.cardwatch.jobs.config..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("io.cardwatch.jobs");
}
