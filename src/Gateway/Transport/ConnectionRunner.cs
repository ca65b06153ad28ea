namespace EventPlatform.Gateway.Transport;

/// <summary>Runs a front end's task on a connection and sees that the connection ends with it.</summary>
internal sealed partial class ConnectionRunner(TimingWheel wheel, OpenConnections open, ILogger<ConnectionRunner> logger)
{
    public async Task Run(IWire wire, Framing framing, MessageConnectionOptions options, Func<MessageConnection, Task> run)
    {
        var connection = new MessageConnection(wire, framing, options, wheel);
        open.Add(connection);
        try
        {
            await run(connection);
        }
        catch (OperationCanceledException) when (connection.IsClosing)
        {
            // A front end may end with its connection's token.
        }
        catch (Exception exception)
        {
            LogConnectionFailed(exception, connection.Listener, connection.RemoteEndPoint);
            connection.Abort();
        }

        await connection.Finish();
        open.Remove(connection);
        if (connection.Failure is { } failure)
        {
            LogConnectionFailed(failure, connection.Listener, connection.RemoteEndPoint);
        }
    }
}
