
namespace EventPlatform.Gateway.ExternalApi.Envelopes;

/// <summary>A member of a request's data.</summary>
internal readonly record struct DataField(JsonSlice Name, JsonSlice Value);
