package io.cardwatch.event.mapping;

import io.cardwatch.event.EventAssembler;
import io.cardwatch.event.EventField;
import io.cardwatch.event.IsoCodes;
import io.cardwatch.event.RejectionReason;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the text of a file's cells as a field's type; the assembler checks the rest. */
final class Cells {
    /** As programs write them: 57, 57.0, .5, 1e3. */
    private static final Pattern DECIMAL =
            Pattern.compile(
                    "[-+]?([0-9]{1,20}(\\.[0-9]{0,40})?|\\.[0-9]{1,40})([eE][-+]?[0-9]{1,2})?");

    private static final BigDecimal MAX_AMOUNT =
            BigDecimal.valueOf(EventAssembler.MAX_AMOUNT_MINOR);

    private final EventAssembler assembler;
    private final TimeFormat time;
    private boolean rounded;

    Cells(EventAssembler assembler, TimeFormat time) {
        this.assembler = assembler;
        this.time = time;
    }

    /** Puts a cell into its field; false where the event is refused. */
    boolean put(EventField field, String cell) {
        return switch (field.kind()) {
            case TEXT -> assembler.text(field, cell);
            case INTEGER -> {
                Long whole = whole(cell);
                yield whole != null
                        ? assembler.integer(field, whole)
                        : assembler.refuse(RejectionReason.WRONG_TYPE, field, cell);
            }
            case NUMBER ->
                    DECIMAL.matcher(cell).matches()
                            ? assembler.number(field, Double.parseDouble(cell))
                            : assembler.refuse(RejectionReason.WRONG_TYPE, field, cell);
            case FLAG -> {
                Boolean flag = flag(cell);
                yield flag != null
                        ? assembler.flag(field, flag)
                        : assembler.refuse(RejectionReason.WRONG_TYPE, field, cell);
            }
            case TIME -> {
                Instant instant = time.instant(cell);
                yield instant != null
                        ? assembler.time(field, instant)
                        : assembler.refuse(RejectionReason.BAD_TIME, field, cell);
            }
            case LOCAL_TIME -> {
                LocalDateTime local = time.local(cell);
                yield local != null
                        ? assembler.localTime(field, local)
                        : assembler.refuse(RejectionReason.BAD_TIME, field, cell);
            }
        };
    }

    private static @Nullable Long whole(String cell) {
        if (!DECIMAL.matcher(cell).matches()) {
            return null;
        }
        try {
            return new BigDecimal(cell).longValueExact();
        } catch (ArithmeticException notWhole) {
            return null;
        }
    }

    /** Puts an amount in major units, rounded half even to the currency's minor ones. */
    boolean putMajorAmount(String cell, String currency) {
        Integer exponent = IsoCodes.currencyExponent(currency);
        if (exponent == null) {
            return assembler.refuse(
                    RejectionReason.UNKNOWN_CURRENCY, EventField.CURRENCY, currency);
        }
        if (!DECIMAL.matcher(cell).matches()) {
            return assembler.refuse(RejectionReason.WRONG_TYPE, EventField.AMOUNT_MINOR, cell);
        }
        BigDecimal exact = new BigDecimal(cell).movePointRight(exponent);
        if (exact.signum() < 0) {
            return assembler.refuse(RejectionReason.NEGATIVE_AMOUNT, EventField.AMOUNT_MINOR, cell);
        }
        BigDecimal minor = exact.setScale(0, RoundingMode.HALF_EVEN);
        // In minor units a card number's digits would be shifted out of the guard's sight.
        if (minor.compareTo(MAX_AMOUNT) > 0) {
            return assembler.refuse(RejectionReason.BAD_FORMAT, EventField.AMOUNT_MINOR, cell);
        }
        rounded = minor.compareTo(exact) != 0;
        return assembler.integer(EventField.AMOUNT_MINOR, minor.longValueExact());
    }

    /** Another row begins. */
    void begin() {
        rounded = false;
    }

    /** Whether this row's amount has been rounded. */
    boolean rounded() {
        return rounded;
    }

    /** True for 1 and true, false for 0 and false, null for anything else. */
    private static @Nullable Boolean flag(String cell) {
        if (cell.equals("1") || cell.equalsIgnoreCase("true")) {
            return true;
        }
        if (cell.equals("0") || cell.equalsIgnoreCase("false")) {
            return false;
        }
        return null;
    }
}
