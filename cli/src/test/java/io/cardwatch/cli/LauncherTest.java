package io.cardwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the launcher script in a copy of the project's outline, with a java and a mvn that tell. */
final class LauncherTest {
    private static final String JAVA_17 =
            """
            if [ "$1" = -version ]; then echo 'openjdk version "17.0.1"' >&2; exit 0; fi
            printf 'java %s\\n' "$*"
            """;
    private static final String JAVAC_17 = "echo javac 17.0.1\n";
    private static final String MAVEN =
            """
            if [ "$1" = -v ]; then echo 'Apache Maven 3.9.9'; exit 0; fi
            echo x >>builds
            mkdir -p cli/target/launcher cli/target/classes
            printf /dev/null >cli/target/launcher/class-path
            """;
    private static final String FAILING_MAVEN =
            """
            if [ "$1" = -v ]; then echo 'Apache Maven 3.8.7'; exit 0; fi
            echo '[INFO] noise'
            echo '[ERROR] A.java:1 is wrong'
            exit 1
            """;

    @TempDir private Path folder;
    private Path home;
    private Path tools;

    @BeforeEach
    void layOutProject() throws IOException {
        home = Files.createDirectories(folder.resolve("a project"));
        tools = Files.createDirectories(folder.resolve("tools"));
        Files.copy(Path.of("..", "cardwatch"), home.resolve("cardwatch"));
        makeExecutable(home.resolve("cardwatch"));
        source("pom.xml");
        source("cli/pom.xml");
        source("cli/src/main/java/A.java");
        tool("java", JAVA_17);
        tool("javac", JAVAC_17);
        tool("mvn", MAVEN);
    }

    @Test
    void shouldBuildOnceAndThenStartAtOnce() throws Exception {
        assertThat(run("--help").output()).contains("Building Cardwatch");

        Outcome second = run("demo", "--events", "two words.csv");

        assertThat(second.output()).doesNotContain("Building");
        assertThat(second.output())
                .contains("io.cardwatch.cli.CardwatchCommand demo --events two words.csv")
                .contains("--add-opens java.base/java.util=ALL-UNNAMED")
                .contains("-Dcardwatch.terminal=false");
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void shouldBuildAgainAfterASourceWasEditedOrDeleted() throws Exception {
        run();
        Path source = home.resolve("cli/src/main/java/A.java");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(5)));
        run();
        assertThat(builds()).isEqualTo(2);

        Files.delete(source);
        Files.setLastModifiedTime(source.getParent(), FileTime.from(Instant.now().plusSeconds(5)));
        run();
        assertThat(builds()).isEqualTo(3);
    }

    @Test
    void shouldFindItsFolderThroughASymbolicLink() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("cw"), home.resolve("cardwatch"));

        Outcome outcome = runScript(link);

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.output()).contains("-Dcardwatch.home=" + home.toRealPath());
    }

    @Test
    void shouldSayWhichJavaItNeeds() throws Exception {
        tool("java", "echo 'openjdk version \"21.0.1\"' >&2\n");

        Outcome outcome = run("--help");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.output()).contains("java is version 21; Cardwatch needs 17");
    }

    @Test
    void shouldRefuseAMavenThatIsTooOld() throws Exception {
        tool("mvn", "echo 'Apache Maven 3.8.6'\n");

        Outcome outcome = run("--help");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.output()).contains("mvn is version 3.8.6; Cardwatch needs 3.8.7");
    }

    @Test
    void shouldShowTheErrorsOfAFailedBuildAndTryAgainNextTime() throws Exception {
        tool("mvn", FAILING_MAVEN);

        Outcome outcome = run("--help");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.output()).contains("A.java:1 is wrong").doesNotContain("noise");

        tool("mvn", MAVEN);
        assertThat(run("--help").exitCode()).isZero();
    }

    private record Outcome(int exitCode, String output) {}

    private Outcome run(String... arguments) throws Exception {
        return runScript(home.resolve("cardwatch"), arguments);
    }

    private Outcome runScript(Path script, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("/bin/sh", script.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().remove("JAVA_HOME");
        builder.environment().merge("PATH", tools.toString(), (path, ours) -> ours + ":" + path);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Outcome(process.waitFor(), output);
    }

    private int builds() throws IOException {
        return Files.readAllLines(home.resolve("builds")).size();
    }

    private void source(String name) throws IOException {
        Path file = home.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "source\n");
        FileTime past = FileTime.from(Instant.now().minusSeconds(60));
        Files.setLastModifiedTime(file, past);
        Files.setLastModifiedTime(file.getParent(), past);
    }

    private void tool(String name, String script) throws IOException {
        Files.writeString(tools.resolve(name), "#!/bin/sh\n" + script);
        makeExecutable(tools.resolve(name));
    }

    private static void makeExecutable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
