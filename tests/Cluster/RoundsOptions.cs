using System.Collections.Immutable;
using System.Globalization;
using EventPlatform.ClusterRounds.Faults;
using EventPlatform.Testing.Tools;

namespace EventPlatform.ClusterRounds;

/// <summary>The command line.</summary>
internal sealed record RoundsOptions
{
    public static readonly string Usage = $"""
        tests/Cluster/run [options]     PostgreSQL, two silos and two gateways on this machine, load through both; one fault a round

          --faults A,B       in this order; default: all of {string.Join(',', Fault.Names)}
          --rounds N         of each fault, 1
          --seed N           where choices come from, 1
          --rate N           events published in a second, 1000
          --partitions N     of the event log, 2
          --held N           idle sessions at each gateway, 10
          --keep             keeps the logs; they are kept anyway when a promise was broken
        """;

    public ImmutableArray<string> Faults { get; private init; } = Fault.Names;

    public int Rounds { get; private init; } = 1;

    public int Seed { get; private init; } = 1;

    /// <summary>Events in a second, of all publishers together.</summary>
    public int Rate { get; private init; } = 1_000;

    public int Partitions { get; private init; } = 2;

    /// <summary>Idle sessions at each gateway.</summary>
    public int Held { get; private init; } = 10;

    public bool Keep { get; private init; }

    /// <returns>null when something is wrong.</returns>
    public static RoundsOptions? Parse(IReadOnlyList<string> args, out string wrong) =>
        OptionList.Read(args, new RoundsOptions(), static (options, name, value) => options.With(name, value), out wrong);

    private RoundsOptions? With(string name, string? value)
    {
        var isNumber = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        return (name, value) switch
        {
            ("--faults", { } names) when names.Split(',').All(Fault.Names.Contains) => this with { Faults = [.. names.Split(',')] },
            ("--rounds", _) when isNumber && number > 0 => this with { Rounds = number },
            ("--seed", _) when isNumber => this with { Seed = number },
            ("--rate", _) when isNumber && number > 0 => this with { Rate = number },
            ("--partitions", _) when isNumber && number is > 0 and <= 16 => this with { Partitions = number },
            ("--held", _) when isNumber => this with { Held = number },
            ("--keep", null) => this with { Keep = true },
            _ => null,
        };
    }
}
