using System.Net;

namespace EventPlatform.Gateway.ExternalApi.Gelf;

/// <summary>
/// Which address of the receiver messages go to. Its name is looked up with the first message, and with later ones when 30 s have passed:
/// then the known addresses serve until the answer is there. Used by one task.
/// </summary>
internal sealed partial class GelfTarget(string host, HostLookup lookup, TimeProvider time, ILogger<GelfSender> logger)
{
    /// <summary>From one look-up to the next, whatever came of it.</summary>
    public static readonly TimeSpan LookupEvery = TimeSpan.FromSeconds(30);

    private IPAddress[] _addresses = [];
    private int _at;
    private Task<IPAddress[]>? _pending;
    private long? _askedAt;

    /// <returns>null: there is none at present.</returns>
    /// <exception cref="OperationCanceledException">Cancelled while the first answer was awaited.</exception>
    public async ValueTask<IPAddress?> Find(CancellationToken cancellationToken)
    {
        if (_pending is null && (_askedAt is not { } asked || time.GetElapsedTime(asked) >= LookupEvery))
        {
            _askedAt = time.GetTimestamp();
            _pending = Ask(cancellationToken);
        }

        if (_pending is not null && (_addresses.Length == 0 || _pending.IsCompleted))
        {
            Take(await _pending.WaitAsync(cancellationToken));
            _pending = null;
        }

        return _addresses.Length == 0 ? null : _addresses[_at];
    }

    /// <summary>The address did not serve: the next one is tried.</summary>
    public void Skip() => _at = (_at + 1) % _addresses.Length;

    private void Take(IPAddress[] found)
    {
        if (found.Length > 0 && !found.SequenceEqual(_addresses))
        {
            _addresses = found;
            _at = 0;
        }
    }

    /// <returns>Empty: nothing was found.</returns>
    private async Task<IPAddress[]> Ask(CancellationToken cancellationToken)
    {
        try
        {
            return await lookup(host, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // No name, no name server, a name that is none: the same to us.
            LogLookupFailed(exception, host);
            return [];
        }
    }

    [LoggerMessage(LogLevel.Warning, "GELF receiver {Host} cannot be looked up, trying again")]
    private partial void LogLookupFailed(Exception exception, string host);
}
