using System.Buffers;
using System.Globalization;

namespace EventPlatform.Gateway.EventFeed;

/// <summary>Writes JSON by hand, as bytes of clients go through as they are.</summary>
internal static class JsonOutput
{
    private static readonly SearchValues<byte> Escaped = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Select(value => (byte)value), (byte)'"', (byte)'\\']);

    extension(ArrayBufferWriter<byte> output)
    {
        public void Integer(long value)
        {
            value.TryFormat(output.GetSpan(20), out var written, provider: CultureInfo.InvariantCulture);
            output.Advance(written);
        }

        /// <summary>UTF-8 text as a string, escaping only what must be.</summary>
        public void Text(ReadOnlySpan<byte> text)
        {
            output.Write("\""u8);
            while (text.IndexOfAny(Escaped) is var plain and >= 0)
            {
                output.Write(text[..plain]);
                output.Escape(text[plain]);
                text = text[(plain + 1)..];
            }

            output.Write(text);
            output.Write("\""u8);
        }

        /// <summary>
        /// A client's JSON without its line ends: outside strings they mean nothing, inside there are none. So an event is always one line.
        /// </summary>
        public void OneLine(ReadOnlySpan<byte> json)
        {
            while (json.IndexOfAny((byte)'\r', (byte)'\n') is var plain and >= 0)
            {
                output.Write(json[..plain]);
                json = json[(plain + 1)..];
            }

            output.Write(json);
        }

        private void Escape(byte value)
        {
            ReadOnlySpan<byte> escape = value switch
            {
                (byte)'"' => "\\\""u8,
                (byte)'\\' => "\\\\"u8,
                (byte)'\n' => "\\n"u8,
                (byte)'\r' => "\\r"u8,
                (byte)'\t' => "\\t"u8,
                _ => [(byte)'\\', (byte)'u', (byte)'0', (byte)'0', Digit(value >> 4), Digit(value & 0xF)],
            };
            output.Write(escape);
        }
    }

    private static byte Digit(int value) => (byte)(value < 10 ? '0' + value : 'a' + value - 10);
}
