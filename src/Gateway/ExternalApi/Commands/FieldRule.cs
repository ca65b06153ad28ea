using EventPlatform.Gateway.ExternalApi.Envelopes;

namespace EventPlatform.Gateway.ExternalApi.Commands;

/// <summary>Whether a value of the right kind is allowed.</summary>
/// <param name="envelope">The request.</param>
/// <param name="value">The value in it.</param>
internal delegate bool FieldRule(Envelope envelope, JsonSlice value);
