using EventPlatform.Testing;
using EventPlatform.Testing.Processes;
using Npgsql;

namespace EventPlatform.EndToEnd.Tests.Postgres;

/// <summary>How the programs of a cluster start and end (docs/configuration.md): 0 as asked, 2 misconfigured, 1 all else.</summary>
public sealed class ProcessTests(PostgresServer server)
{
    private const string Secret = "hunter2";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>One of each place where a start may stop; the sentences are in <see cref="SiloSettingsTests"/>.</summary>
    [Theory]
    [InlineData("Cluster:SiloPort: '0' is not allowed; allowed: a whole number from 1 to 65535", "--Cluster:SiloPort=0")]
    [InlineData(
        "Cluster:ConnectionString: cannot be read; allowed: Host=...;Port=...;Database=...;Username=...;Password=... and so on",
        $"--Cluster:ConnectionString=Hoxt=x;Password={Secret}")]
    [InlineData(
        "argument 2: unknown argument; allowed: --config FILE, --migrate, --check-health, and settings as --Cluster:SiloPort=11111",
        "--Cluster:ConnectionString=Host=x",
        Secret)]
    public async Task Silo_WrongSetting_EndsWith2AndNamesIt(string sentence, params string[] arguments)
    {
        await using var silo = ClusterProcess.Silo(arguments);

        Assert.Equal(2, await silo.ExitCode(Cancel));
        Assert.Equal(sentence, silo.Errors);
    }

    [Fact]
    public async Task Migrate_WithoutConnectionString_EndsWith2AndNamesIt()
    {
        await using var silo = ClusterProcess.Silo("--migrate");

        Assert.Equal(2, await silo.ExitCode(Cancel));
        Assert.Equal("Cluster:ConnectionString: is missing; a cluster needs PostgreSQL", silo.Errors);
    }

    [Fact]
    public async Task Migrate_DatabaseAway_EndsWith1AndNamesIt()
    {
        var port = FreePorts.Take(1)[0];
        await using var silo = ClusterProcess.Silo(
            "--migrate", $"--Cluster:ConnectionString=Host=127.0.0.1;Port={port};Database=away;Username=u;Password={Secret}");

        Assert.Equal(1, await silo.ExitCode(Cancel));
        Assert.Equal($"PostgreSQL away at 127.0.0.1:{port} is not usable: Connection refused", silo.Errors);
    }

    [Fact]
    public async Task Migrate_DatabaseUnknown_EndsWith1AndNamesIt()
    {
        var database = await server.NewDatabase();
        await using var silo = ClusterProcess.Silo("--migrate", $"--Cluster:ConnectionString={database}x");

        Assert.Equal(1, await silo.ExitCode(Cancel));
        Assert.EndsWith("does not exist (3D000)", silo.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Migrate_Twice_EndsWith0AndSaysWhatItDid()
    {
        var database = await server.NewDatabase();
        await using var first = ClusterProcess.Silo("--migrate", $"--Cluster:ConnectionString={database}");
        Assert.Equal(0, await first.ExitCode(Cancel));
        await using var second = ClusterProcess.Silo("--migrate", $"--Cluster:ConnectionString={database}");
        Assert.Equal(0, await second.ExitCode(Cancel));

        Assert.StartsWith("schema 1: 001-orleans.sql\n", first.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', second.Output);
        Assert.Equal(first.Output.Split('\n')[^1], second.Output);
    }

    [Fact]
    public async Task Silo_NoSchema_EndsWith1AndSaysWhatToRun()
    {
        var database = await server.NewDatabase();
        await using var silo = ClusterProcess.Silo($"--Cluster:ConnectionString={database}", "--Listeners:Management=0");

        Assert.Equal(1, await silo.ExitCode(Cancel));
        Assert.EndsWith(": run the silo with --migrate", silo.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Silo_NewerSchema_EndsWith1AndNamesItsVersion()
    {
        var database = await server.NewDatabase();
        await SiloHost.Migrate(database);
        await using (var connection = new NpgsqlConnection(database))
        {
            await connection.OpenAsync(Cancel);
            await using var command = new NpgsqlCommand("INSERT INTO platform_schema VALUES (99, '099-later.sql', now())", connection);
            await command.ExecuteNonQueryAsync(Cancel);
        }

        await using var silo = ClusterProcess.Silo("--migrate", $"--Cluster:ConnectionString={database}");

        Assert.Equal(1, await silo.ExitCode(Cancel));
        Assert.Contains("has schema 99, newer than this program knows", silo.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gateway", "Cluster:ConnectionString: is missing; a cluster needs PostgreSQL")]
    [InlineData("both", "Cluster:ConnectionString: is missing; a cluster needs PostgreSQL")]
    [InlineData("silo", "Cluster:Role: 'silo' is not allowed in a gateway's process; allowed: gateway, both (a silo alone is src/Silo)")]
    public async Task Gateway_WrongSetting_EndsWith2AndNamesIt(string role, string sentence)
    {
        await using var gateway = ClusterProcess.Gateway([.. Ports.Free().Arguments(), $"--Cluster:Role={role}"]);

        Assert.Equal(2, await gateway.ExitCode(Cancel));
        Assert.Equal(sentence, gateway.Errors);
    }

    [Fact]
    public async Task Gateway_NoSchema_EndsWith1AndSaysWhatToRun()
    {
        var database = await server.NewDatabase();
        await using var gateway = ClusterProcess.Gateway([.. Ports.Free().Arguments(), $"--Cluster:ConnectionString={database}"]);

        Assert.Equal(1, await gateway.ExitCode(Cancel));
        Assert.EndsWith(": run the silo with --migrate", gateway.Errors, StringComparison.Ordinal);
    }
}
