using System.IO.Pipelines;
using EventPlatform.Gateway.Transport;
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
            // Its input is over. Requests that came before a FIN are still answered; nobody else is kept until the gateway is ready.
            if (!HasInput(connection.Transport.Input))
            {
                return;
            }

            await lifecycle.Started;
        }

        await (lifecycle.Phase is LifecyclePhase.Ready ? next(connection) : Refuse(connection));
    }

    /// <summary>Whether a client whose input is over has left any.</summary>
    private static bool HasInput(PipeReader input)
    {
        try
        {
            if (!input.TryRead(out var result))
            {
                return false;
            }

            var hasInput = !result.Buffer.IsEmpty;
            input.AdvanceTo(result.Buffer.Start);
            return hasInput;
        }
        catch (Exception exception) when (MessageInput.IsEndOfConnection(exception))
        {
            // It was reset.
            return false;
        }
    }

    private static Task Refuse(ConnectionContext connection)
    {
        connection.Abort(new ConnectionAbortedException("The gateway is draining."));
        return Task.CompletedTask;
    }
}
