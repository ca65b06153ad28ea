using EventPlatform.Contracts.Directory;

namespace EventPlatform.Grains.Directory;

/// <summary>How a participant learns what became of a change that it holds as pending.</summary>
internal static class ChangeOutcomes
{
    /// <summary>How often a participant asks while the change is in progress.</summary>
    internal static TimeSpan AskPeriod { get; } = TimeSpan.FromSeconds(1);

    internal static Task<ChangeOutcome> Ask(IGrainFactory grains, Guid change, CancellationToken cancellationToken)
        => grains.GetGrain<IDirectoryGrain>(0).OutcomeOf(change, cancellationToken);
}
