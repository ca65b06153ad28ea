namespace EventPlatform.Gateway.Transport;

/// <summary>Runs a front end's task on a connection and sees that the connection ends with it.</summary>
internal sealed partial class ConnectionRunner(TimingWheel wheel, OpenConnections open, ILogger<ConnectionRunner> logger)
{
    /// <summary>Sees that an accepted upgrade is either run, when it has been answered, or given up.</summary>
    /// <param name="accept">The front end's decision.</param>
    /// <param name="answering">Ends when the 101 is sent, with the connection; null, or a failure: the client has gone.</param>
    /// <param name="deflate">What was agreed on about compression; null: nothing.</param>
    /// <returns>null: it was given up.</returns>
    public static async Task<OpenedWire?> Open(UpgradeDecision.Accept accept, ValueTask<IWire?> answering, DeflateAgreement? deflate)
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

        return wire is null ? null : new OpenedWire(wire, Framing.WebSocket, accept.Options, accept.Run, deflate);
    }

    /// <param name="wire">The socket.</param>
    /// <param name="framing">How messages are told apart on it.</param>
    /// <param name="options">Its bounds.</param>
    /// <param name="run">The front end's task.</param>
    public Task Run(IWire wire, Framing framing, MessageConnectionOptions options, Func<MessageConnection, Task> run) =>
        Run(Task.FromResult<OpenedWire?>(new OpenedWire(wire, framing, options, run, null)));

    /// <summary>Runs a connection when there is one; ends with it, or when it has been taken over.</summary>
    /// <param name="opening">Ends with null when there is none, or none any more.</param>
    public async Task Run(Task<OpenedWire?> opening)
    {
        var opened = await opening;
        if (opened is null)
        {
            return;
        }

        opening = null!;
        var takenOver = opened.Wire.TryTakeOver() ? opened.Wire : null;
        var running = RunToEnd(opened.Connect(wheel), opened.Run, takenOver);
        if (takenOver is null)
        {
            await running;
        }
    }

    /// <summary>Never fails. Idle connections are in here, so nothing is kept that only its beginning needs.</summary>
    private async Task RunToEnd(MessageConnection connection, Func<MessageConnection, Task> run, IWire? takenOver)
    {
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

        try
        {
            await connection.Finish();
            await (takenOver?.Release() ?? default);
        }
        catch (Exception exception)
        {
            // Nobody waits for what was taken over.
            LogConnectionFailed(exception, connection.Listener, connection.RemoteEndPoint);
            connection.Abort();
        }

        open.Remove(connection);
        if (connection.Failure is { } failure)
        {
            LogConnectionFailed(failure, connection.Listener, connection.RemoteEndPoint);
        }
    }
}
