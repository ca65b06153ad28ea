namespace EventPlatform.Gateway.Transport;

/// <summary>Runs a front end's task on a connection and sees that the connection ends with it.</summary>
internal sealed partial class ConnectionRunner(TimingWheel wheel, OpenConnections open, ILogger<ConnectionRunner> logger)
{
    /// <summary>Runs an accepted upgrade when it has been answered, or sees that it is given up.</summary>
    /// <param name="accept">The front end's decision.</param>
    /// <param name="answering">Ends when the 101 is sent, with the connection; null, or a failure: the client has gone.</param>
    /// <param name="deflate">What was agreed on about compression; null: nothing.</param>
    public async Task Run(UpgradeDecision.Accept accept, ValueTask<IWire?> answering, DeflateAgreement? deflate)
    {
        IWire? wire = null;
        try
        {
            wire = await answering;
        }
        finally
        {
            if (wire is null)
            {
                accept.Abandoned?.Invoke();
            }
        }

        if (wire is not null)
        {
            await Run(wire, Framing.WebSocket, accept.Options, accept.Run, deflate);
        }
    }

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
