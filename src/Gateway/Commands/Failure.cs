namespace EventPlatform.Gateway.Commands;

/// <summary>Something went wrong that is nobody's refusal.</summary>
/// <param name="Kind">Whether trying later may help.</param>
/// <param name="Reference">What a client is told instead of details; the log has them under it.</param>
internal sealed record Failure(FailureKind Kind, string Reference);
