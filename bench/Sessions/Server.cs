using System.Diagnostics;
using System.Globalization;
using System.Net;
using EventPlatform.Bench.Sessions.Access;
using EventPlatform.Bench.Sessions.Net;

namespace EventPlatform.Bench.Sessions;

/// <summary>The gateway that is measured: one of our own, with nothing but the External API, or one that is there already.</summary>
internal sealed class Server : IDisposable
{
    private const string FeedPath = "/communication_manager/ws/event";

    /// <summary>Of the realm, as they are while only this machine is let in (docs/security.md).</summary>
    internal const string RealmCredentials = "manager:manag3rpa55word";

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
    public static Server Take(BenchOptions options, GatewayAccess? access = null) => Take(options, access, []);

    /// <summary>Starts one that has the event feed beside the External API, at <see cref="FeedAddress"/>, and is open.</summary>
    /// <exception cref="BenchException">It does not start.</exception>
    public static Server TakeFeed(BenchOptions options) => Take(options, null, [Listen("Http", FeedPort(options))]);

    /// <summary>
    /// Starts one as its defaults are, with a store on disk, all listeners and the history; only its ports are its own.
    /// </summary>
    /// <exception cref="BenchException">It does not start.</exception>
    public static Server TakeWhole(BenchOptions options, GatewayAccess access) => Take(
        options,
        access,
        [
            $"--Data:Path={access.StoreFile}",
            Listen("Http", FeedPort(options)),
            Listen("Management", ManagementPort(options)),
            Listen("Status", StatusPort(options)),
        ]);

    /// <summary>Where a server of <see cref="TakeWhole"/> tells its metrics, on 127.0.0.1.</summary>
    public static int ManagementPort(BenchOptions options) => options.ListenPort + 6;

    /// <summary>The event feed of a server of <see cref="TakeFeed"/>, with the realm's credentials.</summary>
    public static ServerAddress FeedAddress(BenchOptions options) => new(
        new IPEndPoint(IPAddress.Loopback, FeedPort(options)), Framing.WebSocket, FeedPath, options.Addresses, RealmCredentials);

    private static Server Take(BenchOptions options, GatewayAccess? access, string[] arguments)
    {
        if (options.Given is { } given)
        {
            return new Server(AddressOf(options, given), options.ServerPid, null);
        }

        var port = options.Framing == Framing.Line ? LinePort(options) : options.ListenPort;
        return Start(
            options,
            port,
            [
                .. access?.Arguments ?? ["--Auth:Open=true"],
                "--Data:Path=:memory:",
                "--Listeners:Status=0",
                Listen("ExternalApi", options.ListenPort),
                Listen("ExternalApiTcp", LinePort(options)),
                .. arguments,
            ]);
    }

    /// <summary>Starts one with nothing but the Status interface; where its state is, the options' own arguments say.</summary>
    /// <exception cref="BenchException">It does not start.</exception>
    public static Server TakeStatus(BenchOptions options) => Start(
        options,
        options.ListenPort,
        ["--Listeners:ExternalApi=0", "--Listeners:ExternalApiTcp=0", Listen("Status", options.ListenPort)]);

    /// <summary>Starts one with nothing but the Live and Configuration API, which answers however many ask.</summary>
    /// <exception cref="BenchException">It does not start.</exception>
    public static Server TakeRest(BenchOptions options) => Start(
        options with { Framing = Framing.Http },
        options.ListenPort,
        [
            "--Listeners:ExternalApi=0",
            "--Listeners:ExternalApiTcp=0",
            "--Listeners:Status=0",
            Listen("Http", options.ListenPort),
            "--Limits:HttpRequestsPerSecond=1000000",
        ]);

    /// <summary>Without a drain: nothing that it holds matters.</summary>
    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= Kill;
        Kill(null, EventArgs.Empty);
        _process?.Dispose();
    }

    private static Server Start(BenchOptions options, int port, string[] arguments)
    {
        var process = GatewayProgram.Start(
            options, ["--Listeners:Http=0", "--Listeners:Management=0", .. arguments, .. options.GatewayArguments]);
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

    private void Kill(object? sender, EventArgs e)
    {
        _process?.Kill();
        _process?.WaitForExit();
    }

    private static ServerAddress AddressOf(BenchOptions options, IPEndPoint endPoint) =>
        new(endPoint, options.Framing, options.Path, options.Addresses);

    private static int LinePort(BenchOptions options) => options.ListenPort + 2;

    private static int FeedPort(BenchOptions options) => options.ListenPort + 4;

    private static int StatusPort(BenchOptions options) => options.ListenPort + 8;

    private static string Listen(string listener, int port) =>
        string.Create(CultureInfo.InvariantCulture, $"--Listeners:{listener}={port}");

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
