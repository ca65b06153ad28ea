using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using EventPlatform.Contracts.Events;

namespace EventPlatform.Gateway.Hub;

/// <summary>Reads the platform's own bodies.</summary>
internal static class Notices
{
    internal static SessionNotice Session(ReadOnlySpan<byte> body) => Read(body, NoticeJson.Default.SessionNotice);

    internal static SubscriptionNotice Subscription(ReadOnlySpan<byte> body) => Read(body, NoticeJson.Default.SubscriptionNotice);

    internal static ExtensionNotice Extension(ReadOnlySpan<byte> body) => Read(body, NoticeJson.Default.ExtensionNotice);

    internal static DirectoryNotice Directory(ReadOnlySpan<byte> body) => Read(body, NoticeJson.Default.DirectoryNotice);

    internal static string Text(ReadOnlySpan<byte> utf8) => Encoding.UTF8.GetString(utf8);

    private static T Read<T>(ReadOnlySpan<byte> body, JsonTypeInfo<T> type) =>
        JsonSerializer.Deserialize(body, type) ?? throw new InvalidDataException("A notice is null.");
}
