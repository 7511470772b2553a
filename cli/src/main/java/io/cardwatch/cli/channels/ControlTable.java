package io.cardwatch.cli.channels;

import io.cardwatch.cli.console.Table;
import io.cardwatch.cli.console.Terminal;
import io.cardwatch.delivery.ChannelControl;

/** How channels stand, for a person. */
final class ControlTable {
    private ControlTable() {}

    static void print(Controls controls, Terminal terminal) {
        if (controls.all().isEmpty()) {
            terminal.print("Nothing is paused: nobody has paused or resumed a channel yet.");
            return;
        }
        Table table = new Table("CHANNEL", "STATE", "SINCE", "REASON");
        for (ChannelControl control : controls.all()) {
            boolean isAll = control.channel().equals(ChannelControl.ALL);
            table.row(
                    isAll ? "(all)" : control.channel(),
                    state(control, controls),
                    Table.time(control.at()),
                    Table.orDash(control.reason()));
        }
        terminal.blank();
        table.lines().forEach(terminal::print);
        terminal.print(
                controls.allPaused()
                        ? "Channels that are not listed are paused with all."
                        : "Channels that are not listed are not paused.");
    }

    private static String state(ChannelControl control, Controls controls) {
        if (control.paused()) {
            return "paused";
        }
        return controls.allPaused() ? "paused with all" : "not paused";
    }
}
