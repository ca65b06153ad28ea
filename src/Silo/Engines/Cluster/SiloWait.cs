using System.Data.Common;
using System.Net.Sockets;
using EventPlatform.Silo.Postgres;
using Microsoft.Extensions.Logging;

namespace EventPlatform.Silo;

/// <summary>
/// A client that starts before there is a silo waits for one, however long, and says what for: when it begins, when the reason is another
/// one, and once a minute. What the engine says of every attempt is left out meanwhile (<see cref="QuietConnecting"/>).
/// </summary>
/// <param name="cluster">The cluster's id.</param>
/// <param name="database">Where silos stand.</param>
/// <param name="tls">How they are connected to; null: without.</param>
/// <param name="time">Clock for the attempts.</param>
/// <param name="logger">Where it says so.</param>
internal sealed partial class SiloWait(string cluster, Database database, ClusterTls? tls, TimeProvider time, ILogger<SiloWait> logger)
    : IClientConnectionRetryFilter
{
    /// <summary>Longer than the second in which the engine does not try an address again.</summary>
    private static readonly TimeSpan TryEvery = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan SayEvery = TimeSpan.FromMinutes(1);

    private string? _said;
    private long _saidAt;

    /// <exception cref="StoreException">The database has gone away meanwhile.</exception>
    public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
    {
        if (exception is DbException)
        {
            throw database.Away(exception);
        }

        if (exception is not (OrleansException or TimeoutException))
        {
            return false;
        }

        Say(exception);
        await Task.Delay(TryEvery, time, cancellationToken);
        return true;
    }

    private void Say(Exception exception)
    {
        var reason = ReasonOf(exception);
        if (reason == _said && time.GetElapsedTime(_saidAt) < SayEvery)
        {
            return;
        }

        (_said, _saidAt) = (reason, time.GetTimestamp());
        LogWaiting(cluster, reason);
    }

    private string ReasonOf(Exception exception)
    {
        if (exception is SiloUnavailableException)
        {
            return $"none is in {database}";
        }

        if (tls?.TakeRefused() is { } subject)
        {
            return $"one shows a certificate ({subject}) that Cluster:Tls:Authority has not signed";
        }

        return exception.GetBaseException() is SocketException socket
            ? $"none can be reached: {socket.Message}"
            : "none takes the connection; is Cluster:Tls the same everywhere?";
    }

    [LoggerMessage(LogLevel.Warning, "Waiting for a silo of cluster {Cluster}: {Reason}")]
    private partial void LogWaiting(string cluster, string reason);
}
