using Microsoft.AspNetCore.Connections;

namespace EventPlatform.Gateway.Hosting;

/// <summary>The outermost middleware of every connection: it waits until the gateway is ready, and is not let in while it drains.</summary>
internal sealed class ConnectionGate(Lifecycle lifecycle)
{
    public Task OnConnection(ConnectionContext connection, ConnectionDelegate next) => lifecycle.Phase switch
    {
        LifecyclePhase.Ready => next(connection),
        LifecyclePhase.Starting => WaitAndEnter(connection, next),
        _ => Refuse(connection),
    };

    private async Task WaitAndEnter(ConnectionContext connection, ConnectionDelegate next)
    {
        try
        {
            await lifecycle.Started.WaitAsync(connection.ConnectionClosed);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        await (lifecycle.Phase is LifecyclePhase.Ready ? next(connection) : Refuse(connection));
    }

    private static Task Refuse(ConnectionContext connection)
    {
        connection.Abort(new ConnectionAbortedException("The gateway is draining."));
        return Task.CompletedTask;
    }
}
