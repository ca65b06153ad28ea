namespace EventPlatform.Gateway.Transport;

/// <summary>A feature of every connection: which listener accepted it.</summary>
/// <param name="Key">The listener's configuration key, such as <c>Http</c> or <c>ExternalApiTls</c>.</param>
internal sealed record ListenerFeature(string Key);
