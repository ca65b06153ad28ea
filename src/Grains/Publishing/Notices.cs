using System.Text.Encodings.Web;
using System.Text.Json;
using EventPlatform.Contracts.Events;

namespace EventPlatform.Grains.Publishing;

/// <summary>Bodies of the platform's own events. Escapes only what JSON must, so that the longest note still fits into a block.</summary>
internal static class Notices
{
    private static readonly NoticeJson Json = new(
        new JsonSerializerOptions(NoticeJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    internal static byte[] Write(SessionNotice notice) => JsonSerializer.SerializeToUtf8Bytes(notice, Json.SessionNotice);

    internal static byte[] Write(ExtensionNotice notice) => JsonSerializer.SerializeToUtf8Bytes(notice, Json.ExtensionNotice);

    internal static byte[] Write(DirectoryNotice notice) => JsonSerializer.SerializeToUtf8Bytes(notice, Json.DirectoryNotice);
}
