using System.Globalization;
using System.Net;
using EventPlatform.Bench.Sessions.Events;
using EventPlatform.Bench.Sessions.Feed;
using EventPlatform.Bench.Sessions.Net;

namespace EventPlatform.Bench.Sessions;

/// <summary>What the command line says.</summary>
internal sealed record BenchOptions
{
    private const int PortMax = 65_535;
    private const int IdleSessions = 10_000;

    /// <summary>Every option with its reader; README.md tells what they mean.</summary>
    private static readonly Dictionary<string, Func<BenchOptions, string, BenchOptions>> Readers = new(StringComparer.Ordinal)
    {
        ["--rate"] = (options, text) => options with { Rate = Number(text, 0.1, 1_000_000) },
        ["--concurrency"] = (options, text) => options with { Concurrency = Integer(text, 1, 100_000) },
        ["--seconds"] = (options, text) => options with { Seconds = Number(text, 0.1, 86_400) },
        ["--warmup"] = (options, text) => options with { Warmup = Number(text, 0, 3_600) },
        ["--keep"] = (options, text) => options with { Keep = Integer(text, 1, 1_000_000) },
        ["--sessions"] = (options, text) => options with { SessionCount = Integer(text, 2, 1_000_000) },
        ["--probes"] = (options, text) => options with { Probes = Integer(text, 1, 1_000) },
        ["--page-rate"] = (options, text) => options with { PageRate = Number(text, 0.1, 100_000) },
        ["--list-rate"] = (options, text) => options with { ListRate = Number(text, 0.1, 100_000) },
        ["--flood-rate"] = (options, text) => options with { FloodRate = Number(text, 0.1, 100_000) },
        ["--hold"] = (options, text) => options with { Hold = Number(text, 0.1, 86_400) },
        ["--url"] = (options, text) => options.At(text),
        ["--port"] = (options, text) => options with { Given = new IPEndPoint(IPAddress.Loopback, Port(text)) },
        ["--pid"] = (options, text) => options with { ServerPid = Integer(text, 1, int.MaxValue) },
        ["--listen"] = (options, text) => options with { ListenPort = Port(text) },
        ["--gateway"] = (options, text) => options with { GatewayFile = text },
        ["--addresses"] = (options, text) => options with { Addresses = Integer(text, 1, 254) },
        ["--clients"] = (options, text) => options with { Clients = Integer(text, 1, 100_000) },
        ["--filters"] = (options, text) => options with { Filters = Integer(text, 1, FeedFilters.CountMax) },
        ["--extensions"] = (options, text) => options with { Extensions = Integer(text, 1, 10_000) },
        ["--set-rate"] = (options, text) => options with { SetRate = Number(text, 0.1, 1_000_000) },
        ["--subs"] = (options, text) => options with { Subscribers = Integer(text, 1, 100_000) },
        ["--publishers"] = (options, text) => options with { Publishers = Integer(text, 1, 1_000) },
        ["--cycles"] = (options, text) => options with { Cycles = Integer(text, 2, 10_000_000) },
        ["--steps"] = (options, text) => options with { Steps = Integer(text, 1, 100) },
        ["--size"] = (options, text) => options with { BodyBytes = Integer(text, EventBody.BytesMin, 4_096) },
        ["--window"] = (options, text) => options with { Window = Integer(text, 1, 128) },
        ["--open-files"] = (options, text) => options with { OpenFiles = Integer(text, 0, 10_000_000) },
        ["--runs"] = (options, text) => options with { Runs = Integer(text, 1, 1_000) },
        ["--seed"] = (options, text) => options with { Seed = Integer(text, 0, int.MaxValue) },
    };

    /// <summary>By their names on the command line.</summary>
    private static readonly Dictionary<string, BenchMode> Modes =
        Enum.GetValues<BenchMode>().ToDictionary(mode => mode.ToString().ToLowerInvariant(), StringComparer.Ordinal);

    public required BenchMode Mode { get; init; }

    /// <summary>
    /// A second: logins (null: as fast as they are carried out); get, stop and cmd, each; events; calls; reads. Null: what the mode takes.
    /// </summary>
    public double? Rate { get; init; }

    /// <summary>Wrong passwords a second.</summary>
    public double FloodRate { get; init; } = 1_000;

    /// <summary>Logins by token instead of <c>Auth:Open</c>.</summary>
    public bool ByToken { get; init; }

    /// <summary>Calls as fast as they are answered.</summary>
    public bool Unpaced { get; init; }

    /// <summary>Pages of <c>user/list</c> a second.</summary>
    public double PageRate { get; init; } = 20;

    /// <summary>Whole <c>user/list</c>s a second.</summary>
    public double ListRate { get; init; } = 4;

    /// <summary>Connections that may be on their way in, or out, at the same time.</summary>
    public int? Concurrency { get; init; }

    /// <summary>Sets, or publishes, that a connection has sent and that are not over, at most; null: what the mode takes.</summary>
    public int? Window { get; init; }

    /// <summary>Sessions that get events.</summary>
    public int Subscribers { get; init; } = 100;

    /// <summary>Sessions that publish to them.</summary>
    public int Publishers { get; init; } = 1;

    /// <summary>Length of what they publish.</summary>
    public int BodyBytes { get; init; } = 128;

    /// <summary>Length of each measurement.</summary>
    public double Seconds { get; init; } = 30;

    /// <summary>What goes before each measurement and is not counted.</summary>
    public double Warmup { get; init; } = 3;

    /// <summary>Sessions that stay open, at most; 0: each is closed when it is logged in.</summary>
    public int Keep { get; init; }

    public int SessionCount { get; init; } = 15_000;

    /// <summary>Equal steps in which idle sessions are opened, each of which is measured.</summary>
    public int Steps { get; init; } = 1;

    /// <summary>Connections that come and go.</summary>
    public int Cycles { get; init; } = 100_000;

    /// <summary>Clients of the event feed.</summary>
    public int Clients { get; init; } = 1_000;

    /// <summary>Different sets of filters among them.</summary>
    public int Filters { get; init; } = 100;

    /// <summary>Extensions of a tenant whose notes are set by turns.</summary>
    public int Extensions { get; init; } = 1_000;

    /// <summary>Notes a second.</summary>
    public double SetRate { get; init; } = 2_000;

    /// <summary>Sessions that ask, or publish.</summary>
    public int Probes { get; init; } = 4;

    /// <summary>How long sessions are held before anything is asked; two rounds of pings.</summary>
    public double Hold { get; init; } = 60;

    public Framing Framing { get; init; } = Framing.WebSocket;

    /// <summary>A server that is there already; null: one is started.</summary>
    public IPEndPoint? Given { get; init; }

    public string Path { get; init; } = "/";

    /// <summary>The given server's process.</summary>
    public int? ServerPid { get; init; }

    /// <summary>Where the started server listens for WebSockets; for lines two above.</summary>
    public int ListenPort { get; init; } = 31_010;

    /// <summary>The gateway that is started; null: the one that was built beside this program.</summary>
    public string? GatewayFile { get; init; }

    public IReadOnlyList<string> GatewayArguments { get; init; } = [];

    public int Addresses { get; init; } = 8;

    /// <summary>Limit for this process and the server it starts; 0: as it is.</summary>
    public int OpenFiles { get; init; } = 20_000;

    public int Runs { get; init; } = 1;

    public int Seed { get; init; } = 1;

    /// <summary>MODE [OPTION VALUE]... [--tcp] [--jwt] [--unpaced] [-- ARGUMENTS OF THE GATEWAY]</summary>
    /// <exception cref="BenchException">Something else.</exception>
    public static BenchOptions Read(IReadOnlyList<string> arguments)
    {
        var mode = arguments.Count == 0 ? "" : arguments[0];
        var options = new BenchOptions
        {
            Mode = Modes.TryGetValue(mode, out var known)
                ? known
                : throw new BenchException($"'{mode}' is none of {string.Join(", ", Modes.Keys)}; see bench/README.md"),
        };
        options = options.Mode == BenchMode.Idle ? options with { SessionCount = IdleSessions } : options;
        for (var index = 1; index < arguments.Count; index++)
        {
            switch (arguments[index])
            {
                case "--":
                    return options with { GatewayArguments = [.. arguments.Skip(index + 1)] };
                case "--tcp":
                    options = options with { Framing = Framing.Line };
                    break;
                case "--jwt":
                    options = options with { ByToken = true };
                    break;
                case "--unpaced":
                    options = options with { Unpaced = true };
                    break;
                case var name when Readers.TryGetValue(name, out var reader) && index + 1 < arguments.Count:
                    options = reader(options, arguments[++index]);
                    break;
                case var name:
                    throw new BenchException($"{name}: not an option, or its value is missing; see bench/README.md");
            }
        }

        return options.Checked();
    }

    private BenchOptions Checked()
    {
        if (Mode == BenchMode.Sessions && Probes >= SessionCount)
        {
            throw new BenchException("--probes must be below --sessions");
        }

        if (Mode == BenchMode.Slow && Subscribers < 2)
        {
            throw new BenchException("--subs must be 2 or more: one stops reading, the others are measured");
        }

        if (Mode == BenchMode.Idle && SessionCount < Steps)
        {
            throw new BenchException("--sessions must not be below --steps");
        }

        // Who is let in is part of the run: a secret, a file of users, rules.
        return Given is null || Mode == BenchMode.Sessions || (Mode == BenchMode.Logins && !ByToken)
            ? this
            : throw new BenchException("this mode needs a gateway of its own: neither --url nor --port");
    }

    // ws://ADDRESS:PORT/PATH or tcp://ADDRESS:PORT
    private BenchOptions At(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("ws" or "tcp") || url.Port < 1
            || !IPAddress.TryParse(url.Host, out var address) || !IPAddress.IsLoopback(address) || address.GetAddressBytes().Length != 4)
        {
            throw new BenchException($"{text}: neither ws://127.x.x.x:PORT/PATH nor tcp://127.x.x.x:PORT");
        }

        var framing = url.Scheme == "ws" ? Framing.WebSocket : Framing.Line;
        return this with { Given = new IPEndPoint(address, url.Port), Framing = framing, Path = url.AbsolutePath };
    }

    private static int Port(string text) => Integer(text, 1, PortMax);

    private static int Integer(string text, int min, int max) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max
            ? value
            : throw new BenchException($"'{text}' is no integer of {min} to {max}");

    private static double Number(string text, double min, double max) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max
            ? value
            : throw new BenchException(string.Create(CultureInfo.InvariantCulture, $"'{text}' is no number of {min} to {max}"));
}
