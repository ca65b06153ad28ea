using System.Collections.Immutable;

namespace EventPlatform.ClusterRounds.Faults;

/// <summary>One fault of the cluster, with all that it takes until the cluster is whole again.</summary>
internal abstract class Fault(string name)
{
    private static readonly ImmutableArray<Fault> All =
    [
        new KillSilo(), new HangSilo(), new KillGateway(), new KillBoth(), new DatabaseAway(), new RestartSilos(), new RestartGateways(),
    ];

    /// <summary>Names of all of them.</summary>
    public static ImmutableArray<string> Names { get; } = [.. All.Select(fault => fault.Name)];

    public string Name => name;

    /// <summary>Between gateways that live on, events must flow again this long after the fault at the latest.</summary>
    public abstract TimeSpan FlowLimit { get; }

    /// <summary>Sessions that the grains lost must be listed again, and others gone, this long after the cluster is whole.</summary>
    public virtual TimeSpan SessionsLimit => TimeSpan.FromSeconds(20);

    public static Fault Of(string name) => All.Single(fault => fault.Name == name);

    /// <summary>Does it, and waits until all processes run again.</summary>
    public abstract Task<FaultOutcome> Run(FaultContext context, CancellationToken cancellationToken);
}
