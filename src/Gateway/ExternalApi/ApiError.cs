namespace EventPlatform.Gateway.ExternalApi;

/// <summary>An error as clients see it.</summary>
internal sealed record ApiError(int Code, string Text);
