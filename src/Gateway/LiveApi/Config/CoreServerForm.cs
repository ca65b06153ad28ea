namespace EventPlatform.Gateway.LiveApi.Config;

/// <summary>What a body gives of the core server; null stays.</summary>
internal sealed record CoreServerForm(string? Slug, string? Name);
