using System.Diagnostics;
using System.Globalization;
using EventPlatform.Testing;

[assembly: AssemblyFixture(typeof(EventPlatform.EndToEnd.Tests.Postgres.PostgresServer))]

namespace EventPlatform.EndToEnd.Tests.Postgres;

/// <summary>
/// A PostgreSQL of the tests' own, in a temporary folder, started when the first test asks for a database. Where it is not installed, those
/// tests are skipped, or fail when <c>CI_REQUIRE_CLIENTS</c> is 1.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string RequiredVariable = "CI_REQUIRE_CLIENTS";

    /// <summary>Debian keeps the server's tools apart, a folder a version.</summary>
    private const string DebianFolder = "/usr/lib/postgresql";

    /// <summary>The server refuses to run as root; Debian's package brings this user.</summary>
    private const string User = "postgres";

    private readonly SemaphoreSlim _starting = new(1);
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"eventplatform-pg-{Environment.ProcessId}");
    private readonly int _port = FreePorts.Take(1)[0];
    private string? _tools;
    private int _databases;

    private string DataFolder => Path.Combine(_folder, "data");

    /// <summary>Makes an empty database.</summary>
    /// <returns>Its connection string.</returns>
    internal async Task<string> NewDatabase()
    {
        await _starting.WaitAsync();
        try
        {
            if (_tools is null)
            {
                await Start();
            }
        }
        finally
        {
            _starting.Release();
        }

        var name = string.Create(CultureInfo.InvariantCulture, $"test{Interlocked.Increment(ref _databases)}");
        await using var connection = new Npgsql.NpgsqlConnection(ConnectionString(User));
        await connection.OpenAsync();
        await using var command = new Npgsql.NpgsqlCommand($"CREATE DATABASE {name}", connection);
        await command.ExecuteNonQueryAsync();
        return ConnectionString(name);
    }

    public async ValueTask DisposeAsync()
    {
        if (_tools is not null)
        {
            await Run("pg_ctl", "stop", "--pgdata", DataFolder, "--mode", "immediate", "--wait");
            Directory.Delete(_folder, recursive: true);
        }

        _starting.Dispose();
    }

    private string ConnectionString(string database) => $"Host=127.0.0.1;Port={_port};Username={User};Database={database}";

    private async Task Start()
    {
        var tools = FindTools();
        if (tools is null)
        {
            Assert.False(Environment.GetEnvironmentVariable(RequiredVariable) == "1", "initdb of PostgreSQL is not installed");
            Assert.Skip("initdb of PostgreSQL is not installed");
        }

        _tools = tools;
        Directory.CreateDirectory(_folder);
        if (Environment.IsPrivilegedProcess)
        {
            await Execute("chown", [User, _folder]);
        }

        await Run("initdb", "--pgdata", DataFolder, "--username", User, "--auth", "trust", "--no-sync", "--locale", "C");
        var options = $"-p {_port} -h 127.0.0.1 -k {_folder} -c fsync=off";
        await Run("pg_ctl", "start", "--pgdata", DataFolder, "--wait", "--log", Path.Combine(_folder, "log"), "--options", options);
    }

    private Task Run(string tool, params string[] arguments)
    {
        var program = Path.Combine(_tools!, tool);
        return Environment.IsPrivilegedProcess
            ? Execute("runuser", ["-u", User, "--", program, .. arguments])
            : Execute(program, arguments);
    }

    private static async Task Execute(string program, string[] arguments)
    {
        // Its output goes nowhere: the server inherits it and would hold a pipe open.
        var start = new ProcessStartInfo("/bin/sh") { WorkingDirectory = Path.GetTempPath() };
        foreach (var argument in (string[])["-c", "exec \"$@\" >/dev/null 2>&1 </dev/null", "sh", program, .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}");
    }

    private static string? FindTools()
    {
        var path = Environment.GetEnvironmentVariable("PATH")?.Split(Path.PathSeparator) ?? [];
        var debian = Directory.Exists(DebianFolder) ? Directory.EnumerateDirectories(DebianFolder).Select(version => $"{version}/bin") : [];
        return debian.Concat(path).FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")));
    }
}
