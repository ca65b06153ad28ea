using System.Diagnostics;
using System.Globalization;
using System.Net;
using EventPlatform.Bench.Sessions.Access;
using EventPlatform.Bench.Sessions.Net;

namespace EventPlatform.Bench.Sessions;

/// <summary>The gateway that is measured: one of our own, with nothing but the External API, or one that is there already.</summary>
internal sealed class Server : IDisposable
{
    private readonly Process? _process;

    private Server(ServerAddress address, int? pid, Process? process)
    {
        Address = address;
        Pid = pid;
        _process = process;

        // A signal ends this process without disposing of anything, see Program.
        AppDomain.CurrentDomain.ProcessExit += Kill;
    }

    public ServerAddress Address { get; }

    /// <summary>null: not known.</summary>
    public int? Pid { get; }

    /// <param name="options">Where it is, or what is started.</param>
    /// <param name="access">Whom a started one lets in; null: everybody (<c>Auth:Open</c>).</param>
    /// <exception cref="BenchException">It does not start.</exception>
    public static Server Take(BenchOptions options, GatewayAccess? access = null)
    {
        if (options.Given is { } given)
        {
            return new Server(AddressOf(options, given), options.ServerPid, null);
        }

        var process = Start(options, access);
        var port = options.Framing == Framing.Line ? LinePort(options) : options.ListenPort;
        var server = new Server(AddressOf(options, new IPEndPoint(IPAddress.Loopback, port)), process.Id, process);
        try
        {
            WaitUntilReady(process);
            return server;
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    /// <summary>Without a drain: nothing that it holds matters.</summary>
    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= Kill;
        Kill(null, EventArgs.Empty);
        _process?.Dispose();
    }

    private void Kill(object? sender, EventArgs e)
    {
        _process?.Kill();
        _process?.WaitForExit();
    }

    private static ServerAddress AddressOf(BenchOptions options, IPEndPoint endPoint) =>
        new(endPoint, options.Framing, options.Path, options.Addresses);

    private static int LinePort(BenchOptions options) => options.ListenPort + 2;

    private static Process Start(BenchOptions options, GatewayAccess? access) => GatewayProgram.Start(
        options,
        [
            .. access?.Arguments ?? ["--Auth:Open=true"],
            "--Data:Path=:memory:",
            "--Listeners:Http=0",
            "--Listeners:Status=0",
            "--Listeners:Management=0",
            string.Create(CultureInfo.InvariantCulture, $"--Listeners:ExternalApi={options.ListenPort}"),
            string.Create(CultureInfo.InvariantCulture, $"--Listeners:ExternalApiTcp={LinePort(options)}"),
            .. options.GatewayArguments,
        ]);

    private static void WaitUntilReady(Process process)
    {
        while (process.StandardOutput.ReadLine() is { } line)
        {
            if (line == "ready")
            {
                return;
            }
        }

        process.WaitForExit();
        throw new BenchException($"the gateway ended with {process.ExitCode} before it was ready");
    }
}
