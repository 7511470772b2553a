package io.cardwatch.event.mapping;

import io.cardwatch.event.EventAssembler;
import io.cardwatch.event.EventField;
import io.cardwatch.event.IsoCodes;
import io.cardwatch.event.RejectionReason;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the text of a file's cells as a field's type; the assembler checks the rest. */
final class Cells {
    private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,18}");
    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,20}(\\.[0-9]{1,20})?");

    private final EventAssembler assembler;
    private final TimeFormat time;

    Cells(EventAssembler assembler, TimeFormat time) {
        this.assembler = assembler;
        this.time = time;
    }

    /** Puts a cell into its field; false where the event is refused. */
    boolean put(EventField field, String cell) {
        return switch (field.kind()) {
            case TEXT -> assembler.text(field, cell);
            case INTEGER ->
                    INTEGER.matcher(cell).matches()
                            ? assembler.integer(field, Long.parseLong(cell))
                            : assembler.refuse(RejectionReason.WRONG_TYPE, field, cell);
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

    /** Puts an amount in major units, which must be whole in the currency's minor ones. */
    boolean putMajorAmount(String cell, String currency) {
        Integer exponent = IsoCodes.currencyExponent(currency);
        if (exponent == null) {
            return assembler.refuse(
                    RejectionReason.UNKNOWN_CURRENCY, EventField.CURRENCY, currency);
        }
        if (!DECIMAL.matcher(cell).matches()) {
            return assembler.refuse(RejectionReason.WRONG_TYPE, EventField.AMOUNT_MINOR, cell);
        }
        long minor;
        try {
            minor = new BigDecimal(cell).movePointRight(exponent).longValueExact();
        } catch (ArithmeticException notWhole) {
            return assembler.refuse(RejectionReason.BAD_FORMAT, EventField.AMOUNT_MINOR, cell);
        }
        // In minor units a card number's digits would be shifted out of the guard's sight.
        return minor > EventAssembler.MAX_AMOUNT_MINOR
                ? assembler.refuse(RejectionReason.BAD_FORMAT, EventField.AMOUNT_MINOR, cell)
                : assembler.integer(EventField.AMOUNT_MINOR, minor);
    }

    /** True for 1 and true, false for 0 and false, null for anything else. */
    static @Nullable Boolean flag(String cell) {
        if (cell.equals("1") || cell.equalsIgnoreCase("true")) {
            return true;
        }
        if (cell.equals("0") || cell.equalsIgnoreCase("false")) {
            return false;
        }
        return null;
    }
}
