using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Orleans.Serialization;

namespace EventPlatform.EndToEnd.Tests.Postgres;

/// <summary>What a grain throws when the database is away comes to callers in other processes as what it is.</summary>
public sealed class DatabaseFaultTests(PostgresServer server)
{
    [Fact]
    public async Task Exception_OfTheDatabaseWithinOne_IsSentFromSiloToClient()
    {
        var database = await server.NewDatabase();
        await SiloHost.Migrate(database);
        await using var silo = await SiloHost.StartSilo(database);
        await using var client = await SiloHost.StartClient(database);
        Exception thrown = new OrleansException("The state was not written.", new NpgsqlException("Failed to connect"));

        var sent = silo.Services.GetRequiredService<Serializer>().SerializeToArray(thrown);
        var caught = client.Services.GetRequiredService<Serializer>().Deserialize<Exception>(sent);

        Assert.Equal(thrown.Message, Assert.IsType<OrleansException>(caught).Message);
        Assert.Equal("Failed to connect", caught.InnerException?.Message);
    }
}
