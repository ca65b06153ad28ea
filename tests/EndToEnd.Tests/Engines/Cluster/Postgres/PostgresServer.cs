using EventPlatform.Testing.Processes;

[assembly: AssemblyFixture(typeof(EventPlatform.EndToEnd.Tests.Postgres.PostgresServer))]

namespace EventPlatform.EndToEnd.Tests.Postgres;

/// <summary>
/// A PostgreSQL of the tests' own, started when the first test asks for a database. Where it is not installed, those tests are skipped,
/// or fail when <c>CI_REQUIRE_CLIENTS</c> is 1.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string RequiredVariable = "CI_REQUIRE_CLIENTS";

    private readonly SemaphoreSlim _starting = new(1);
    private PostgresProcess? _server;

    /// <summary>Makes an empty database.</summary>
    /// <returns>Its connection string.</returns>
    internal async Task<string> NewDatabase()
    {
        await _starting.WaitAsync();
        try
        {
            _server ??= await Start();
        }
        finally
        {
            _starting.Release();
        }

        return await _server.NewDatabase();
    }

    public async ValueTask DisposeAsync()
    {
        await (_server?.DisposeAsync() ?? ValueTask.CompletedTask);
        _starting.Dispose();
    }

    private static Task<PostgresProcess> Start()
    {
        if (!PostgresProcess.IsInstalled)
        {
            Assert.False(Environment.GetEnvironmentVariable(RequiredVariable) == "1", "initdb of PostgreSQL is not installed");
            Assert.Skip("initdb of PostgreSQL is not installed");
        }

        return PostgresProcess.Start();
    }
}
