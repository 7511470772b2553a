package io.cardwatch.cli.explain;

import io.cardwatch.cli.console.Wrap;
import java.util.ArrayList;
import java.util.List;

/** Two columns, the left one indented, that never leave the width of the terminal. */
final class Rows {
    private static final int GAP = 2;

    private final int width;
    private final List<Row> rows = new ArrayList<>();

    private record Row(int indent, String left, String right) {
        int length() {
            return indent + left.length();
        }
    }

    Rows(int width) {
        this.width = width;
    }

    void add(int indent, String left, String right) {
        rows.add(new Row(indent, left, right));
    }

    /**
     * The lines; the right column begins after the widest left text that takes no more than half.
     */
    List<String> lines() {
        int most = width / 2;
        int column =
                rows.stream()
                                .filter(row -> !row.right().isEmpty())
                                .mapToInt(Row::length)
                                .filter(length -> length <= most)
                                .max()
                                .orElse(0)
                        + GAP;
        List<String> lines = new ArrayList<>();
        rows.forEach(row -> lines.addAll(lines(row, column)));
        return lines;
    }

    private List<String> lines(Row row, int column) {
        String margin = " ".repeat(row.indent());
        List<String> lines = new ArrayList<>();
        if (row.length() + GAP <= column) {
            List<String> right = Wrap.lines(row.right(), Math.max(1, width - column));
            String left = margin + row.left();
            for (String line : right) {
                String start = lines.isEmpty() ? left : "";
                lines.add((start + " ".repeat(column - start.length()) + line).stripTrailing());
            }
            return lines;
        }
        for (String line : Wrap.lines(row.left(), Math.max(1, width - row.indent() - GAP))) {
            lines.add(margin + (lines.isEmpty() ? "" : " ".repeat(GAP)) + line);
        }
        if (!row.right().isEmpty()) {
            int last = lines.size() - 1;
            if (lines.get(last).length() + GAP + row.right().length() <= width) {
                lines.set(last, lines.get(last) + " ".repeat(GAP) + row.right());
            } else {
                int indent = Math.min(column, row.indent() + 3 * GAP);
                for (String line : Wrap.lines(row.right(), Math.max(1, width - indent))) {
                    lines.add(" ".repeat(indent) + line);
                }
            }
        }
        return lines;
    }
}
