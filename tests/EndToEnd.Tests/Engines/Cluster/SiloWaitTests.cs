using System.Net.Sockets;
using EventPlatform.Silo;
using EventPlatform.Silo.Postgres;
using EventPlatform.Testing;
using Microsoft.Extensions.Logging;
using Npgsql;
using Orleans.Runtime.Messaging;

namespace EventPlatform.EndToEnd.Tests;

/// <summary>What a gateway says while there is no silo.</summary>
public sealed class SiloWaitTests : IDisposable
{
    private static readonly SiloUnavailableException NoneThere = new("");
    private static readonly ConnectionFailedException Refused = new("", new SocketException((int)SocketError.ConnectionRefused));
    private static readonly ConnectionFailedException CutOff = new("", new IOException());

    private readonly ManualTimeProvider _clock = new();
    private readonly CollectedLog _log = new();
    private readonly ILoggerFactory _loggers;
    private readonly SiloWait _wait;

    public SiloWaitTests()
    {
        _loggers = LoggerFactory.Create(logging => logging.AddProvider(_log));
        var database = Database.Of(new ClusterSettings { ConnectionString = "Host=h;Database=d;Password=hunter2" });
        _wait = new SiloWait("red", database, null, _clock, _loggers.CreateLogger<SiloWait>());
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _loggers.Dispose();

    [Fact]
    public async Task ShouldRetry_ForAMinuteAndMore_IsSaidOnceAMinute()
    {
        for (var attempt = 0; attempt < 32; attempt++)
        {
            Assert.True(await Ask(NoneThere));
        }

        const string Line = "Waiting for a silo of cluster red: none is in PostgreSQL d at h:5432";
        Assert.Equal([Line, Line], _log.Lines);
    }

    [Fact]
    public async Task ShouldRetry_ReasonChanges_IsSaid()
    {
        foreach (var reason in (Exception[])[NoneThere, NoneThere, Refused, Refused, CutOff, NoneThere])
        {
            Assert.True(await Ask(reason));
        }

        Assert.Equal(
            [
                "Waiting for a silo of cluster red: none is in PostgreSQL d at h:5432",
                "Waiting for a silo of cluster red: none can be reached: Connection refused",
                "Waiting for a silo of cluster red: none takes the connection; is Cluster:Tls the same everywhere?",
                "Waiting for a silo of cluster red: none is in PostgreSQL d at h:5432",
            ],
            _log.Lines);
    }

    [Fact]
    public async Task ShouldRetry_DatabaseAway_EndsTheStartAndNamesIt()
    {
        var refused = await Assert.ThrowsAsync<StoreException>(() => Ask(new NpgsqlException("gone")));

        Assert.Equal("PostgreSQL d at h:5432 is not usable: gone", refused.Message);
        Assert.Empty(_log.Lines);
    }

    [Fact]
    public async Task ShouldRetry_FaultOfOurs_EndsTheStart() => Assert.False(await Ask(new InvalidOperationException()));

    [Fact]
    public async Task ShouldRetry_Cancelled_EndsAtOnce()
    {
        using var stop = new CancellationTokenSource();
        var asked = _wait.ShouldRetryConnectionAttempt(NoneThere, stop.Token);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
    }

    private async Task<bool> Ask(Exception exception)
    {
        var asked = _wait.ShouldRetryConnectionAttempt(exception, Cancel);
        _clock.Advance(TimeSpan.FromSeconds(2));
        return await asked;
    }
}
