using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;
using EventPlatform.Gateway.ExternalApi.Envelopes;
using EventPlatform.Gateway.Transport;

namespace EventPlatform.Gateway.ExternalApi.Connections;

/// <summary>Tids: a client's come back as they were written, the server's are integers (external-api.md 2).</summary>
internal static class Tids
{
    /// <summary>A request's tid for its reply; on lines without the line ends that JSON allows between tokens.</summary>
    public static ReadOnlySpan<byte> Of(Envelope envelope, MessageConnection connection)
    {
        var tid = envelope.Raw(envelope.Tid);
        if (connection.Framing != Framing.Line || tid.IndexOfAny((byte)'\r', (byte)'\n') < 0)
        {
            return tid;
        }

        var output = new ArrayBufferWriter<byte>(tid.Length);
        output.OneLine(tid);
        return output.WrittenSpan;
    }

    /// <summary>One of the server's tids: <c>1.0</c> and <c>"1"</c> are unknown.</summary>
    public static bool TryNumber(Envelope envelope, JsonSlice value, out long tid)
    {
        tid = 0;
        var raw = envelope.Raw(value);
        return value.Token == JsonTokenType.Number && Utf8Parser.TryParse(raw, out tid, out var consumed) && consumed == raw.Length;
    }
}
