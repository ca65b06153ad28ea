namespace EventPlatform.Gateway.Transport;

/// <summary>Runs a front end's task on a connection and sees that the connection ends with it.</summary>
internal sealed partial class ConnectionRunner(TimingWheel wheel, OpenConnections open, ILogger<ConnectionRunner> logger)
{
    /// <param name="wire">The socket.</param>
    /// <param name="framing">How messages are told apart on it.</param>
    /// <param name="options">Its bounds.</param>
    /// <param name="run">The front end's task.</param>
    /// <param name="deflate">What was agreed on about compression; null: nothing.</param>
    public async Task Run(
        IWire wire,
        Framing framing,
        MessageConnectionOptions options,
        Func<MessageConnection, Task> run,
        DeflateAgreement? deflate = null)
    {
        var connection = new MessageConnection(wire, framing, options, wheel, deflate);
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
