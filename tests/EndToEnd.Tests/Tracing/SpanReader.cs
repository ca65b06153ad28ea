using System.Text;

namespace EventPlatform.EndToEnd.Tests.Tracing;

/// <summary>
/// Reads the spans of an OTLP export request (opentelemetry-proto, trace/v1), as much of it as tests look at:
/// request 1 = resource spans, 2 = scope spans, 2 = span; span 1 = trace id, 2 = span id, 4 = parent's id, 5 = name.
/// </summary>
internal static class SpanReader
{
    internal static IEnumerable<ReceivedSpan> Read(byte[] request) =>
        from resource in Fields(request, 1)
        from scope in Fields(resource, 2)
        from span in Fields(scope, 2)
        select new ReceivedSpan(Hex(span, 1), Hex(span, 2), Hex(span, 4), Encoding.UTF8.GetString(One(span, 5)));

    private static string Hex(byte[] message, int number) => Convert.ToHexStringLower(One(message, number));

    private static byte[] One(byte[] message, int number) => Fields(message, number).FirstOrDefault() ?? [];

    /// <summary>The length-delimited fields of a number.</summary>
    private static List<byte[]> Fields(byte[] message, int number)
    {
        var found = new List<byte[]>();
        var at = 0;
        while (at < message.Length)
        {
            var key = Varint(message, ref at);
            var length = (key & 7) switch
            {
                0 => Skipped(message, ref at),
                1 => 8,
                2 => (int)Varint(message, ref at),
                5 => 4,
                var type => throw new InvalidDataException($"Wire type {type}."),
            };
            if ((key & 7) == 2 && (int)(key >> 3) == number)
            {
                found.Add(message[at..(at + length)]);
            }

            at += length;
        }

        return found;
    }

    private static int Skipped(byte[] message, ref int at)
    {
        Varint(message, ref at);
        return 0;
    }

    private static ulong Varint(byte[] message, ref int at)
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var part = message[at++];
            value |= (ulong)(part & 0x7f) << shift;
            if (part < 0x80)
            {
                return value;
            }
        }
    }
}
