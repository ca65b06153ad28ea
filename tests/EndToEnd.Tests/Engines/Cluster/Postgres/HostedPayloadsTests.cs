using Microsoft.Extensions.DependencyInjection;
using Orleans.Providers;
using Orleans.Serialization;

namespace EventPlatform.EndToEnd.Tests.Postgres;

/// <summary>The programs' silos and clients write blocks as bytes.</summary>
public sealed class HostedPayloadsTests(PostgresServer server)
{
    private const int BlockBytes = 256 * 1024;

    [Fact]
    public async Task Serialize_InSiloAndClient_IsNoLargerThanTheBlockAndItsHead()
    {
        var database = await server.NewDatabase();
        await SiloHost.Migrate(database);
        await using var silo = await SiloHost.StartSilo(database);
        await using var client = await SiloHost.StartClient(database);
        var message = new MemoryMessageData { Payload = new ArraySegment<byte>(new byte[BlockBytes]) };

        Assert.All(
            [silo, client],
            process => Assert.InRange(
                process.Services.GetRequiredService<Serializer>().SerializeToArray(message).Length, BlockBytes, BlockBytes + 64));
    }
}
