package io.cardwatch.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Where the gateway knows HTTP and Kafka, and what it leaves alone. */
@AnalyzeClasses(
        packages = "io.cardwatch.gateway",
        importOptions = ImportOption.DoNotIncludeTests.class)
final class GatewayArchitectureTest {
    @ArchTest
    static final ArchRule shouldKnowTheServerInOnePackageOnly =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("io.cardwatch.gateway.http..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("org.eclipse.jetty..");

    @ArchTest
    static final ArchRule shouldDecideWithoutKafka =
            noClasses()
                    .that()
                    .resideInAnyPackage(
                            "io.cardwatch.gateway.http..",
                            "io.cardwatch.gateway.inbound..",
                            "io.cardwatch.gateway.optin..",
                            "io.cardwatch.gateway.provider..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("org.apache.kafka..");

    @ArchTest
    static final ArchRule shouldUseNothingOfFlink =
            noClasses().should().dependOnClassesThat().resideInAPackage("org.apache.flink..");

    @ArchTest
    static final ArchRule shouldSendNothing =
            noClasses().should().dependOnClassesThat().haveSimpleNameEndingWith("SendPermit");
}
