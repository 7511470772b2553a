package io.cardwatch.event.mapping;

import io.cardwatch.text.NearestName;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A CSV file's first line, and what of the mapping is not in it. */
final class CsvHeader {
    private static final Pattern NAME = Pattern.compile("\\p{L}[\\p{L}\\p{N}_ .()/-]{0,63}");

    private final List<String> names;
    private final String fileName;
    private final String mappingName;
    private final List<String> problems = new ArrayList<>();

    CsvHeader(List<String> cells, String fileName, String mappingName) {
        names = cells.stream().map(String::strip).toList();
        this.fileName = fileName;
        this.mappingName = mappingName;
    }

    int size() {
        return names.size();
    }

    /** The place of a column; where it has none, a problem is noted and the answer is 0. */
    int indexOf(String key, String column) {
        int first = names.indexOf(column);
        if (first < 0) {
            problems.add(
                    fileName
                            + ": no column '"
                            + column
                            + "', which "
                            + mappingName
                            + " gives for "
                            + key
                            + NearestName.suggestion(column, named())
                            + "; the file has: "
                            + found());
            return 0;
        }
        if (names.lastIndexOf(column) != first) {
            problems.add(
                    fileName
                            + ": two columns are named '"
                            + column
                            + "', which "
                            + mappingName
                            + " gives for "
                            + key);
        }
        return first;
    }

    /** The cells that can be names: where a file has no header, its first line is a row of data. */
    private List<String> named() {
        return names.stream().filter(name -> NAME.matcher(name).matches()).toList();
    }

    private String found() {
        List<String> named = named();
        return named.size() == names.size()
                ? String.join(", ", named)
                : "a first line that is no header of names; accepted: one name per column";
    }

    @Nullable Integer indexOfOptional(String key, @Nullable String column) {
        return column == null ? null : indexOf(key, column);
    }

    /** The place of a column that the file may lack. */
    @Nullable Integer indexIfThere(@Nullable String column) {
        int first = column == null ? -1 : names.indexOf(column);
        return first < 0 ? null : first;
    }

    void throwProblems() {
        if (!problems.isEmpty()) {
            throw new FeedMappingException(problems);
        }
    }
}
