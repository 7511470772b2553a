package io.cardwatch.cli.phone;

import io.cardwatch.cli.page.PageText;
import io.cardwatch.gateway.http.Endpoint;
import io.cardwatch.gateway.http.Refusal;
import io.cardwatch.gateway.http.RefusedException;
import io.cardwatch.gateway.http.WebAnswer;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The page's own files, from the jar. The page loads nothing else, and runs no script but this. */
final class PageFiles {
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
                    + " connect-src 'self'; base-uri 'none'; form-action 'none';"
                    + " frame-ancestors 'none'";
    private static final String INDEX = "index.html";
    private static final Map<String, String> TYPES =
            Map.of(
                    INDEX,
                    "text/html",
                    "phone.css",
                    "text/css",
                    "page.js",
                    "text/javascript",
                    "phone.js",
                    "text/javascript",
                    "bank.js",
                    "text/javascript",
                    "view.js",
                    "text/javascript",
                    "icon.svg",
                    "image/svg+xml");

    private PageFiles() {}

    /** What answers for each file, by path. */
    static Map<String, Endpoint> endpoints() {
        Map<String, Endpoint> endpoints = new HashMap<>();
        TYPES.forEach((name, type) -> endpoints.put('/' + name, file(read(name), type)));
        endpoints.put("/", file(read(INDEX), TYPES.get(INDEX)));
        endpoints.put("/base.css", file(PageText.baseStyle(), "text/css"));
        return endpoints;
    }

    private static Endpoint file(String text, @Nullable String type) {
        WebAnswer answer =
                new WebAnswer(
                        200,
                        Map.of(
                                "Content-Type",
                                type + "; charset=utf-8",
                                "Content-Security-Policy",
                                POLICY,
                                "Cross-Origin-Resource-Policy",
                                "same-origin"),
                        text);
        return request -> {
            if (request.isPost()) {
                throw new RefusedException(Refusal.METHOD);
            }
            SameOrigin.requireHost(request);
            return CompletableFuture.completedStage(answer);
        };
    }

    private static String read(String name) {
        return PageText.beside(PageFiles.class, name);
    }
}
