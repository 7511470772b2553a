package io.cardwatch;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.conditions.ArchConditions.callMethod;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.constructors;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.cardwatch.channel.MessageChannel;
import io.cardwatch.consent.ConsentPolicy;
import io.cardwatch.consent.SendPermit;
import io.cardwatch.message.OutboundMessage;

/** A way round the consent check does not build. */
@AnalyzeClasses(packages = "io.cardwatch", importOptions = DoNotIncludeTests.class)
class ConsentIsTheOnlyDoorTest {
    @ArchTest
    static final ArchRule shouldLetOnlyTheConsentPolicyMakePermits =
            noClasses()
                    .that()
                    .doNotBelongToAnyOf(ConsentPolicy.class)
                    .should()
                    .callConstructorWhere(target(owner(assignableTo(SendPermit.class))));

    @ArchTest
    static final ArchRule shouldHideThePermitsConstructor =
            constructors().that().areDeclaredIn(SendPermit.class).should().bePackagePrivate();

    @ArchTest
    static final ArchRule shouldSendOnlyUnderAPermit =
            methods()
                    .that()
                    .haveName("send")
                    .and()
                    .areDeclaredInClassesThat(assignableTo(MessageChannel.class))
                    .should()
                    .haveRawParameterTypes(SendPermit.class, OutboundMessage.class);

    @ArchTest
    static final ArchRule shouldClaimThePermitInEveryChannel =
            classes()
                    .that()
                    .implement(MessageChannel.class)
                    .should(callMethod(SendPermit.class, "claim"));

    @ArchTest
    static final ArchRule shouldKeepNoPermitInAField =
            fields().should().notHaveRawType(SendPermit.class);

    @ArchTest
    static final ArchRule shouldKeepAlertsConsentsAndChannelsFreeOfFlinkAndKafka =
            noClasses()
                    .that(
                            resideInAPackage(
                                    "io.cardwatch.(alert|consent|channel|delivery|json|message|reply|secret).."))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("org.apache.flink..", "org.apache.kafka..");

    @ArchTest
    static final ArchRule shouldDependOneWay =
            noClasses()
                    .that()
                    .resideInAPackage("io.cardwatch.alert")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("io.cardwatch.consent", "io.cardwatch.channel");

    @ArchTest
    static final ArchRule shouldNotKnowChannelsWhereConsentIsDecided =
            noClasses()
                    .that()
                    .resideInAPackage("io.cardwatch.consent")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("io.cardwatch.channel");
}
