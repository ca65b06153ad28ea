namespace EventPlatform.Contracts.Directory;

/// <summary>What a participant does with a pending change.</summary>
[GenerateSerializer, Alias("ep.ChangeOutcome")]
public enum ChangeOutcome
{
    /// <summary>Neither committed nor in progress: discard it.</summary>
    Discarded = 0,

    /// <summary>In progress: keep both states and ask again later.</summary>
    InProgress = 1,

    /// <summary>Committed: finish it.</summary>
    Committed = 2,
}
