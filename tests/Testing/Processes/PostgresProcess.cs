using System.Diagnostics;
using System.Globalization;

namespace EventPlatform.Testing.Processes;

/// <summary>
/// A PostgreSQL of the caller's own, in a temporary folder. It keeps nothing over a crash of the machine (<c>fsync</c> is off).
/// </summary>
public sealed class PostgresProcess : IAsyncDisposable
{
    /// <summary>Debian keeps the server's tools apart, a folder a version.</summary>
    private const string DebianFolder = "/usr/lib/postgresql";

    /// <summary>The server refuses to run as root; Debian's package brings this user.</summary>
    private const string User = "postgres";

    private readonly string _tools;
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"eventplatform-pg-{Environment.ProcessId}");
    private readonly int _port = FreePorts.Take(1)[0];
    private int _databases;

    private PostgresProcess(string tools) => _tools = tools;

    /// <summary>Whether the server's tools are here.</summary>
    public static bool IsInstalled => FindTools() is not null;

    private string DataFolder => Path.Combine(_folder, "data");

    /// <summary>Makes a server's folder and starts it.</summary>
    /// <exception cref="InvalidOperationException">It is not installed, or one of its tools failed.</exception>
    public static async Task<PostgresProcess> Start()
    {
        var server = new PostgresProcess(FindTools() ?? throw new InvalidOperationException("initdb of PostgreSQL is not installed"));
        Directory.CreateDirectory(server._folder);
        if (Environment.IsPrivilegedProcess)
        {
            await Execute("chown", [User, server._folder]);
        }

        await server.Run("initdb", "--pgdata", server.DataFolder, "--username", User, "--auth", "trust", "--no-sync", "--locale", "C");
        await server.GoOn();
        return server;
    }

    /// <summary>Starts it again after <see cref="Stop"/>.</summary>
    public Task GoOn()
    {
        var options = $"-p {_port} -h 127.0.0.1 -k {_folder} -c fsync=off";
        return Run("pg_ctl", "start", "--pgdata", DataFolder, "--wait", "--log", Path.Combine(_folder, "log"), "--options", options);
    }

    /// <summary>Ends it.</summary>
    /// <param name="mode">Of <c>pg_ctl</c>: <c>fast</c> ends connections in order, <c>immediate</c> is a crash.</param>
    public Task Stop(string mode) => Run("pg_ctl", "stop", "--pgdata", DataFolder, "--mode", mode, "--wait");

    /// <summary>Makes an empty database.</summary>
    /// <returns>Its connection string.</returns>
    public async Task<string> NewDatabase()
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"test{Interlocked.Increment(ref _databases)}");
        await Client("createdb", name);
        return $"Host=127.0.0.1;Port={_port};Username={User};Database={name}";
    }

    /// <param name="connectionString">Of a database that <see cref="NewDatabase"/> has made.</param>
    /// <returns>Its name.</returns>
    public static string NameOf(string connectionString) => connectionString[(connectionString.LastIndexOf('=') + 1)..];

    /// <summary>Runs a client of PostgreSQL's, such as <c>pg_dump</c>, as its superuser.</summary>
    /// <param name="tool">Its name.</param>
    /// <param name="arguments">What follows host, port and user.</param>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public Task Client(string tool, params string[] arguments)
    {
        var port = _port.ToString(CultureInfo.InvariantCulture);
        return Execute(Path.Combine(_tools, tool), ["-h", "127.0.0.1", "-p", port, "-U", User, "-w", .. arguments]);
    }

    public async ValueTask DisposeAsync()
    {
        if (File.Exists(Path.Combine(DataFolder, "postmaster.pid")))
        {
            await Stop("immediate");
        }

        Directory.Delete(_folder, recursive: true);
    }

    private Task Run(string tool, params string[] arguments)
    {
        var program = Path.Combine(_tools, tool);
        return Environment.IsPrivilegedProcess
            ? Execute("runuser", ["-u", User, "--", program, .. arguments])
            : Execute(program, arguments);
    }

    private static async Task Execute(string program, string[] arguments)
    {
        // Its output goes nowhere: the server inherits it and would hold a pipe open. A session of its own: an interrupt is not for it.
        var start = new ProcessStartInfo("/bin/sh") { WorkingDirectory = Path.GetTempPath() };
        foreach (var argument in (string[])["-c", "exec setsid -w \"$@\" >/dev/null 2>&1 </dev/null", "sh", program, .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}");
        }
    }

    private static string? FindTools()
    {
        var path = Environment.GetEnvironmentVariable("PATH")?.Split(Path.PathSeparator) ?? [];
        var debian = Directory.Exists(DebianFolder) ? Directory.EnumerateDirectories(DebianFolder).Select(version => $"{version}/bin") : [];
        return debian.Concat(path).FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")));
    }
}
