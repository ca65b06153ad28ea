using System.Net;
using EventPlatform.Silo.Postgres;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;

namespace EventPlatform.Silo;

/// <summary>
/// A silo that comes back at the address of one which the cluster still takes for alive lets no silo in until it has joined itself. The
/// others try to reach the old one there. The connection that one of them got would count as one to the old and to the new silo, and ten
/// seconds after the death of the old one is known it would be closed, and what was under way on it lost until its time limit. What this
/// one needs from the others before goes over connections that it opens.
/// </summary>
/// <param name="cluster">The cluster's id.</param>
/// <param name="database">Where silos stand.</param>
/// <param name="endpoints">The address of this one.</param>
/// <param name="time">Clock for the time after joining.</param>
/// <param name="logger">Where it says so.</param>
internal sealed partial class ReusedAddress(
    string cluster, Database database, SiloEndpoints endpoints, TimeProvider time, ILogger<ReusedAddress> logger)
    : ILifecycleParticipant<ISiloLifecycle>
{
    /// <summary>In which the others hear that this one has joined, and so that the old one is dead.</summary>
    internal static readonly TimeSpan Hearsay = TimeSpan.FromSeconds(1);

    private long _openFrom = long.MaxValue;

    private bool IsOpen => time.GetTimestamp() >= Volatile.Read(ref _openFrom);

    public void Participate(ISiloLifecycle lifecycle)
    {
        lifecycle.Subscribe(nameof(ReusedAddress), ServiceLifecycleStage.First, Look);
        lifecycle.Subscribe(nameof(ReusedAddress), ServiceLifecycleStage.Active, Joined);
    }

    /// <summary>Connections from other silos: closed at once while this one lets none in.</summary>
    internal ConnectionDelegate Guard(ConnectionDelegate next) => connection => IsOpen ? next(connection) : Task.CompletedTask;

    internal async Task Look(CancellationToken cancellationToken)
    {
        if (await database.HasSilo(cluster, endpoints.Advertised, endpoints.SiloPort, cancellationToken))
        {
            LogReused(endpoints.Advertised, endpoints.SiloPort);
        }
        else
        {
            Volatile.Write(ref _openFrom, 0);
        }
    }

    internal Task Joined(CancellationToken cancellationToken)
    {
        if (!IsOpen)
        {
            Volatile.Write(ref _openFrom, time.GetTimestamp() + (long)(Hearsay.TotalSeconds * time.TimestampFrequency));
        }

        return Task.CompletedTask;
    }

    [LoggerMessage(LogLevel.Information, "A silo at {Address}:{Port} is not known to be dead: others are let in once this one has joined")]
    private partial void LogReused(IPAddress address, int port);
}
