using System.Collections.Immutable;
using EventPlatform.Testing.Tools;

namespace EventPlatform.Drills;

/// <summary>The command line.</summary>
internal sealed record DrillOptions
{
    public static readonly string Usage = $"""
        tests/Drills/run [embedded|cluster] [options]     carries out backup, restore and upgrade with real processes, under load

          --drills A,B       in this order, of {string.Join(',', Drill.Names)}
          --keep             keeps stores and logs; they are kept anyway when a promise was broken
        """;

    public ImmutableArray<string> Drills { get; private init; } = Drill.Names;

    public bool Keep { get; private init; }

    /// <returns>null when something is wrong.</returns>
    public static DrillOptions? Parse(IReadOnlyList<string> args, out string wrong) =>
        OptionList.Read(args, new DrillOptions(), static (options, name, value) => options.With(name, value), out wrong);

    private DrillOptions? With(string name, string? value) => (name, value) switch
    {
        ("--drills", { } names) when names.Split(',').All(Drill.Names.Contains) => this with { Drills = [.. names.Split(',')] },
        ("--keep", null) => this with { Keep = true },
        _ => null,
    };
}
