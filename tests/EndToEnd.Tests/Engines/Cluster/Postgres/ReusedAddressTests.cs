using System.Net;
using EventPlatform.Silo;
using EventPlatform.Silo.Postgres;
using EventPlatform.Testing;
using EventPlatform.Testing.Processes;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging.Abstractions;

namespace EventPlatform.EndToEnd.Tests.Postgres;

/// <summary>Who comes back at the address of a silo that is not known to be dead lets the others in only when it has joined.</summary>
public sealed class ReusedAddressTests(PostgresServer server) : IAsyncLifetime
{
    private readonly ManualTimeProvider _clock = new(DateTimeOffset.UnixEpoch);
    private string _database = null!;
    private int[] _ports = [];
    private int _let;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await server.NewDatabase();
        await SiloHost.Migrate(_database);
        _ports = FreePorts.Take(2);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Connection_NoSiloWasThere_IsLetIn()
    {
        var address = Address();

        await address.Look(Cancel);

        Assert.True(IsLetIn(address));
    }

    [Fact]
    public void Connection_NotYetLooked_IsClosed() => Assert.False(IsLetIn(Address()));

    [Fact]
    public async Task Connection_SiloIsThere_IsLetInASecondAfterThisOneHasJoined()
    {
        await using var alive = await SiloHost.StartSilo(_database, ("SiloPort", $"{_ports[0]}"), ("GatewayPort", $"{_ports[1]}"));
        var address = Address();
        await address.Look(Cancel);
        _clock.Advance(TimeSpan.FromMinutes(1));
        var before = IsLetIn(address);

        await address.Joined(Cancel);
        var joined = IsLetIn(address);
        _clock.Advance(ReusedAddress.Hearsay);

        Assert.Equal((false, false, true), (before, joined, IsLetIn(address)));
    }

    [Fact]
    public async Task Connection_SiloWasThereAndHasEnded_IsLetIn()
    {
        await (await SiloHost.StartSilo(_database, ("SiloPort", $"{_ports[0]}"), ("GatewayPort", $"{_ports[1]}"))).DisposeAsync();
        var address = Address();

        await address.Look(Cancel);

        Assert.True(IsLetIn(address));
    }

    [Fact]
    public async Task Start_AtTheAddressOfAKilledOne_SaysSoAndTheOtherReachesIt()
    {
        await using var other = await SiloHost.StartSilo(_database);
        await using (var killed = await ClusterProcess.SiloOf(_database, _ports).WhenReady(Cancel))
        {
            await killed.Kill();
        }

        await using var next = await ClusterProcess.SiloOf(_database, _ports).WhenReady(Cancel);

        await next.WhenLogged($"A silo at 127.0.0.1:{_ports[0]} is not known to be dead", Cancel);
        Assert.Equal(2, await other.LiveSilos());
        await other.Eventually(silo => silo.Begin());
    }

    private ReusedAddress Address() => new(
        "default",
        Database.Of(new ClusterSettings { ConnectionString = _database }),
        new SiloEndpoints(IPAddress.Loopback, _ports[0], _ports[1]),
        _clock,
        NullLogger<ReusedAddress>.Instance);

    private bool IsLetIn(ReusedAddress address)
    {
        var before = _let;
        var connection = new DefaultConnectionContext();
        Assert.True(address.Guard(_ =>
        {
            _let++;
            return Task.CompletedTask;
        })(connection).IsCompletedSuccessfully);
        return _let > before;
    }
}
