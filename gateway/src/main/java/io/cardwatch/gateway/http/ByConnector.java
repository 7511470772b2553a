package io.cardwatch.gateway.http;

import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Tells the administrator's address from the open one: neither serves what the other does. */
final class ByConnector extends Handler.Abstract.NonBlocking {
    private final Connector admin;
    private final Handler ofAdmin;
    private final Handler ofOthers;

    ByConnector(Connector admin, Handler ofAdmin, Handler ofOthers) {
        this.admin = admin;
        this.ofAdmin = ofAdmin;
        this.ofOthers = ofOthers;
        addBean(ofAdmin);
        addBean(ofOthers);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        boolean isAdmin = request.getConnectionMetaData().getConnector() == admin;
        return (isAdmin ? ofAdmin : ofOthers).handle(request, response, callback);
    }
}
