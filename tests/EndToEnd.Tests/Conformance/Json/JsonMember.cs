namespace EventPlatform.EndToEnd.Tests.Conformance.Json;

/// <summary>A member of an object.</summary>
internal sealed record JsonMember(string Name, JsonValue Value);
