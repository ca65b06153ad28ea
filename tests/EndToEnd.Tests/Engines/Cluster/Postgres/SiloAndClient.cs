namespace EventPlatform.EndToEnd.Tests.Postgres;

/// <summary>A silo and a client of it, for the tests of a class.</summary>
public sealed class SiloAndClient(PostgresServer server) : IAsyncLifetime
{
    /// <summary>Neither one nor the engine's own number.</summary>
    internal const int Partitions = 3;

    private static readonly (string, string?) Setting = ("Events:Partitions", $"{Partitions}");

    internal SiloHost Silo { get; private set; } = null!;

    internal SiloHost Client { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var database = await server.NewDatabase();
        await SiloHost.Migrate(database);
        Silo = await SiloHost.StartSilo(database, Setting);
        Client = await SiloHost.StartClient(database, Setting);
    }

    public async ValueTask DisposeAsync()
    {
        await (Client?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (Silo?.DisposeAsync() ?? ValueTask.CompletedTask);
    }
}
