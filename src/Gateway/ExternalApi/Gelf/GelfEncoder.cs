using System.Buffers;
using System.Globalization;
using System.Text.Json;
using EventPlatform.Gateway.ExternalApi.Json;

namespace EventPlatform.Gateway.ExternalApi.Gelf;

/// <summary>Log entries as GELF 1.1 messages (Graylog's GELF payload specification; external-api.md 4).</summary>
internal static class GelfEncoder
{
    /// <summary>One JSON object in UTF-8, without a byte order mark and without a zero byte at its end.</summary>
    public static byte[] Encode(LogEntry entry)
    {
        // {"version":"1.1","host":S,"short_message":M[,"full_message":F],"timestamp":N.NNN,"level":N[,"_KEY":V]…
        //  ,"_user":U[,"_session_id":I],"_service":V}
        var output = new ArrayBufferWriter<byte>(512 + entry.Meta.Length);
        output.Raw("{\"version\":\"1.1\",\"host\":"u8);
        output.Text(entry.Source);
        output.Raw(",\"short_message\":"u8);
        output.Text(entry.Message);
        if (!string.IsNullOrEmpty(entry.FullMessage))
        {
            output.Raw(",\"full_message\":"u8);
            output.Text(entry.FullMessage);
        }

        output.Raw(",\"timestamp\":"u8);
        Seconds(output, entry.Time);
        output.Raw(",\"level\":"u8);
        output.Integer(entry.Level);
        Meta(output, entry.Meta.Span);
        output.Raw(",\"_user\":"u8);
        output.Text(entry.User);
        if (entry.SessionId is { } sessionId)
        {
            output.Raw(",\"_session_id\":"u8);
            output.Text(sessionId);
        }

        output.Raw(",\"_service\":"u8);
        output.Text(entry.Service);
        output.Raw((byte)'}');
        return output.WrittenSpan.ToArray();
    }

    /// <summary>Unix time in seconds, always with three decimal places.</summary>
    private static void Seconds(ArrayBufferWriter<byte> output, DateTimeOffset time)
    {
        var seconds = time.ToUnixTimeMilliseconds() / 1_000m;
        seconds.TryFormat(output.GetSpan(32), out var written, "F3", CultureInfo.InvariantCulture);
        output.Advance(written);
    }

    /// <summary>Integers and texts go through as they were written. GELF has nothing else: of the rest, its JSON is a text.</summary>
    private static void Meta(ArrayBufferWriter<byte> output, ReadOnlySpan<byte> meta)
    {
        foreach (var (name, slice) in GelfMeta.Fields(meta))
        {
            var value = slice.In(meta);
            output.Raw(",\"_"u8);
            output.Raw(name);
            output.Raw("\":"u8);
            if (slice.Token == JsonTokenType.String || (slice.Token == JsonTokenType.Number && JsonText.IsInteger(value)))
            {
                output.Raw(value);
            }
            else
            {
                output.Text(value);
            }
        }
    }
}
