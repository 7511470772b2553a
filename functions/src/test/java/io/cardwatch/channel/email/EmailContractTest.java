package io.cardwatch.channel.email;

import io.cardwatch.channel.ChannelContract;
import io.cardwatch.channel.ChannelType;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class EmailContractTest extends ChannelContract {
    private ScriptedSmtpServer server;

    @BeforeEach
    void start() throws IOException {
        server = new ScriptedSmtpServer();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Override
    protected ChannelType type() {
        return new EmailType();
    }

    @Override
    protected Map<String, String> options() {
        return Map.of(
                "host", "127.0.0.1",
                "port", String.valueOf(server.port()),
                "tls", "none",
                "from", "alerts@bank.example",
                "username", "robot");
    }

    @Override
    protected List<String> secrets() {
        return List.of("password");
    }

    @Override
    protected String address() {
        return "customer@example.com";
    }

    @Override
    protected int arrived() {
        return server.messages().size();
    }
}
