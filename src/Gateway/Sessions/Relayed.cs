namespace EventPlatform.Gateway.Sessions;

/// <summary>A request that is on its way to its target.</summary>
/// <param name="Answer">Ends with the target's answer, or when there can be none; never fails.</param>
internal sealed record Relayed(Task<RelayAnswer> Answer);
