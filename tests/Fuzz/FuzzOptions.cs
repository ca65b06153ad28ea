using System.Collections.Immutable;
using System.Globalization;
using EventPlatform.Fuzz.Net;
using EventPlatform.Testing.Processes;
using EventPlatform.Testing.Tools;

namespace EventPlatform.Fuzz;

/// <summary>The command line.</summary>
internal sealed record FuzzOptions
{
    public const string Usage = """
        EventPlatform.Fuzz [--start [PATH]] [options]       starts a gateway and fuzzes it
        EventPlatform.Fuzz --host ADDRESS [options]         fuzzes one that runs, with Auth:Open and the default realm

          --start PATH       the gateway's dll or the folder it is in; default: what is built beside this program
          --host ADDRESS     with --http, --api, --tcp, --status, --management PORT: 58080, 9010, 9012, 50002, 9090; 0: not there
          --seconds N        how long, 60
          --seed N           where all of it comes from, 1
          --workers N        connections at a time, 2
          --only A,B         these scenarios only
          --worker N --iteration N
                             this one iteration of this worker only, as a finding names it
        """;

    /// <summary>The gateway's dll; null: one that runs is fuzzed.</summary>
    public string? Start { get; private init; }

    /// <summary>Where the gateway listens that runs already.</summary>
    public Ports Running { get; private init; } = Ports.Default;

    public TimeSpan Duration { get; private init; } = TimeSpan.FromSeconds(60);

    public int Seed { get; private init; } = 1;

    public int Workers { get; private init; } = 2;

    /// <summary>Scenarios to run; empty: all.</summary>
    public ImmutableArray<string> Only { get; private init; } = [];

    /// <summary>The only worker that runs; null: all.</summary>
    public int? Worker { get; private init; }

    /// <summary>The only iteration that runs; null: all.</summary>
    public int? Iteration { get; private init; }

    /// <returns>null when something is wrong.</returns>
    public static FuzzOptions? Parse(IReadOnlyList<string> args, out string wrong)
    {
        var options = OptionList.Read(
            args, new FuzzOptions { Start = Programs.Gateway }, static (options, name, value) => options.With(name, value), out wrong);
        if (options?.Start is { } start && !File.Exists(start))
        {
            wrong = $"There is no gateway at {start}; build src/Gateway, or say --start PATH.";
            return null;
        }

        return options;
    }

    private FuzzOptions? With(string name, string? value)
    {
        var isNumber = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        return (name, value) switch
        {
            ("--start", null) => this with { Start = Programs.Gateway },
            ("--start", { } path) => this with { Start = GatewayFolder.DllOf(path) },
            ("--host", { } host) => this with { Start = null, Running = Running with { Host = host } },
            ("--http", _) when isNumber => this with { Running = Running with { Http = number } },
            ("--api", _) when isNumber => this with { Running = Running with { Api = number } },
            ("--tcp", _) when isNumber => this with { Running = Running with { Tcp = number } },
            ("--status", _) when isNumber => this with { Running = Running with { Status = number } },
            ("--management", _) when isNumber => this with { Running = Running with { Management = number } },
            ("--seconds", _) when isNumber => this with { Duration = TimeSpan.FromSeconds(number) },
            ("--seed", _) when isNumber => this with { Seed = number },
            ("--workers", _) when isNumber && number > 0 => this with { Workers = number },
            ("--worker", _) when isNumber => this with { Worker = number },
            ("--iteration", _) when isNumber => this with { Iteration = number },
            ("--only", { } names) => this with { Only = [.. names.Split(',')] },
            _ => null,
        };
    }
}
