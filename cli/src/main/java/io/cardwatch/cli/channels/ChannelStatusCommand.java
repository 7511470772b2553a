package io.cardwatch.cli.channels;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardwatch.cli.console.CommandFailure;
import io.cardwatch.cli.console.ExitCode;
import io.cardwatch.delivery.ChannelControl;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code channels status}. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Says which channels operators have paused, since when and why.")
final class ChannelStatusCommand implements Callable<Integer> {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final ChannelsContext context;

    @Mixin private ControlTopicOptions options = new ControlTopicOptions();

    @Option(names = "--json", description = "For a program to read.")
    private boolean json;

    ChannelStatusCommand(ChannelsContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws CommandFailure {
        Controls controls = context.stores().open(options).read();
        if (json) {
            context.terminal().print(json(controls));
        } else {
            ControlTable.print(controls, context.terminal());
        }
        return ExitCode.DONE;
    }

    private static String json(Controls controls) {
        ObjectNode root = JSON.createObjectNode();
        root.put("allPaused", controls.allPaused());
        ArrayNode channels = root.putArray("channels");
        for (ChannelControl control : controls.all()) {
            channels.addObject()
                    .put("channel", control.channel())
                    .put("paused", control.paused())
                    .put("since", control.at().toString())
                    .put("reason", control.reason());
        }
        try {
            return JSON.writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not writable", e);
        }
    }
}
