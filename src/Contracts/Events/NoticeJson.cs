using System.Text.Json.Serialization;

namespace EventPlatform.Contracts.Events;

/// <summary>The JSON of notices inside blocks.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SessionNotice))]
[JsonSerializable(typeof(SubscriptionNotice))]
[JsonSerializable(typeof(ExtensionNotice))]
[JsonSerializable(typeof(DirectoryNotice))]
public sealed partial class NoticeJson : JsonSerializerContext;
