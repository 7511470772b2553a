package io.cardwatch.cli.console;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Where a command writes to, and what may be written there.
 *
 * <p>Only an interactive terminal gets carriage returns, and colour only where NO_COLOR is not set;
 * a pipe or a file gets plain lines. One status line may stand at the bottom of an interactive
 * terminal; what is printed meanwhile goes above it.
 */
public final class Terminal {
    private static final String ESCAPE = "\u001b[";
    private static final String CLEAR_LINE = "\r" + ESCAPE + "K";

    /** What foreign text may have, and no terminal is to obey. */
    private static final String CONTROL = "(?!\r\n)[\\p{Cc}&&[^\n\t]]";

    private static final Pattern ANY_CONTROL = Pattern.compile(CONTROL);
    private static final Pattern CONTROL_BUT_STYLES =
            Pattern.compile("(?!\u001b\\[(?:0|1|2|32|1;33)m)" + CONTROL);

    private static final String TERMINAL_PROPERTY = "cardwatch.terminal";
    private static final int WIDTH = 80;
    private static final int MIN_WIDTH = 40;
    private static final int MAX_WIDTH = 100;

    private final PrintStream out;
    private final boolean interactive;
    private final boolean colour;
    private final boolean unicode;
    private final int width;
    private String status = "";

    /**
     * A terminal over any stream.
     *
     * @param interactive whether a person looks at it as it is written
     * @param colour whether text may be coloured
     * @param unicode whether line-drawing characters come out right
     * @param width in characters
     */
    public Terminal(
            PrintStream out, boolean interactive, boolean colour, boolean unicode, int width) {
        this.out = out;
        this.interactive = interactive;
        this.colour = colour;
        this.unicode = unicode;
        this.width = width;
    }

    /**
     * The process's own standard output. The launcher says whether it is a terminal: Java cannot
     * tell when only the input is redirected.
     */
    public static Terminal system() {
        Map<String, String> environment = System.getenv();
        Charset charset = charset(environment, Charset.defaultCharset());
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, charset);
        boolean interactive = Boolean.getBoolean(TERMINAL_PROPERTY) && !isDumb(environment);
        return new Terminal(
                out,
                interactive,
                interactive && allowsColour(environment),
                charset.newEncoder().canEncode('─'),
                width(environment));
    }

    /**
     * The locale's charset, or UTF-8 where no locale is set at all: that is how containers come,
     * and what looks at their output reads UTF-8.
     */
    static Charset charset(Map<String, String> environment, Charset ofLocale) {
        boolean unset =
                environment.getOrDefault("LC_ALL", "").isEmpty()
                        && environment.getOrDefault("LC_CTYPE", "").isEmpty()
                        && environment.getOrDefault("LANG", "").isEmpty();
        return unset ? StandardCharsets.UTF_8 : ofLocale;
    }

    static boolean allowsColour(Map<String, String> environment) {
        return environment.getOrDefault("NO_COLOR", "").isEmpty();
    }

    private static boolean isDumb(Map<String, String> environment) {
        return environment.getOrDefault("TERM", "dumb").equals("dumb");
    }

    static int width(Map<String, String> environment) {
        try {
            int columns = Integer.parseInt(environment.getOrDefault("COLUMNS", ""));
            return Math.min(Math.max(columns, MIN_WIDTH), MAX_WIDTH);
        } catch (NumberFormatException e) {
            return WIDTH;
        }
    }

    /** Whether a status line may be drawn and redrawn. */
    public boolean interactive() {
        return interactive;
    }

    /** Whether line-drawing characters come out right. */
    public boolean unicode() {
        return unicode;
    }

    /** In characters. */
    public int width() {
        return width;
    }

    /** Prints one line or several, above the status line where there is one. */
    public synchronized void print(String lines) {
        if (!status.isEmpty()) {
            out.print(CLEAR_LINE);
        }
        out.println(harmless(lines));
        out.print(status);
        out.flush();
    }

    /** Prints an empty line. */
    public void blank() {
        print("");
    }

    /** Replaces the status line; an empty text takes it off. Nothing where not interactive. */
    public synchronized void status(String line) {
        String shown = harmless(line);
        if (interactive && !shown.equals(status)) {
            out.print(CLEAR_LINE + shown);
            out.flush();
            status = shown;
        }
    }

    /** The text in bold where colour is allowed. */
    public String bold(String text) {
        return styled("1", text);
    }

    /** The text dimmed where colour is allowed. */
    public String dim(String text) {
        return styled("2", text);
    }

    /** The text as a success where colour is allowed. */
    public String good(String text) {
        return styled("32", text);
    }

    /** The text as a warning where colour is allowed. */
    public String warning(String text) {
        return styled("1;33", text);
    }

    private String harmless(String text) {
        return (colour ? CONTROL_BUT_STYLES : ANY_CONTROL)
                .matcher(text)
                .replaceAll(unicode ? "\uFFFD" : "?");
    }

    private String styled(String code, String text) {
        return colour ? ESCAPE + code + "m" + text + ESCAPE + "0m" : text;
    }
}
