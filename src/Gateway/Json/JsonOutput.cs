using System.Buffers;
using System.Globalization;
using System.Text;

namespace EventPlatform.Gateway.Json;

/// <summary>Writes JSON by hand where bytes of clients go through as they are.</summary>
internal static class JsonOutput
{
    private static readonly SearchValues<byte> Escaped = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Select(value => (byte)value), (byte)'"', (byte)'\\']);

    private static readonly SearchValues<char> EscapedChars = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Select(value => (char)value), '"', '\\']);

    extension(ArrayBufferWriter<byte> output)
    {
        /// <summary>Bytes as they are.</summary>
        public void Raw(ReadOnlySpan<byte> json) => output.Write(json);

        public void Raw(byte value) => output.Write([value]);

        public void Integer(long value)
        {
            value.TryFormat(output.GetSpan(20), out var written, provider: CultureInfo.InvariantCulture);
            output.Advance(written);
        }

        /// <summary>UTF-8 text as a string, escaping only what must be.</summary>
        public void Text(ReadOnlySpan<byte> text)
        {
            output.Raw((byte)'"');
            int plain;
            while ((plain = text.IndexOfAny(Escaped)) >= 0)
            {
                output.Write(text[..plain]);
                Escape(output, text[plain]);
                text = text[(plain + 1)..];
            }

            output.Write(text);
            output.Raw((byte)'"');
        }

        public void Text(string text)
        {
            if (text.AsSpan().IndexOfAny(EscapedChars) >= 0)
            {
                output.Text(Encoding.UTF8.GetBytes(text));
                return;
            }

            var space = output.GetSpan(Encoding.UTF8.GetMaxByteCount(text.Length) + 2);
            space[0] = (byte)'"';
            var length = Encoding.UTF8.GetBytes(text, space[1..]);
            space[length + 1] = (byte)'"';
            output.Advance(length + 2);
        }

        /// <summary>A client's JSON without its line ends: outside strings they mean nothing, inside there are none.</summary>
        public void OneLine(ReadOnlySpan<byte> json)
        {
            int plain;
            while ((plain = json.IndexOfAny((byte)'\r', (byte)'\n')) >= 0)
            {
                output.Write(json[..plain]);
                json = json[(plain + 1)..];
            }

            output.Write(json);
        }
    }

    private static void Escape(ArrayBufferWriter<byte> output, byte value)
    {
        switch (value)
        {
            case (byte)'"' or (byte)'\\':
                output.Write([(byte)'\\', value]);
                break;
            case (byte)'\n':
                output.Write("\\n"u8);
                break;
            case (byte)'\r':
                output.Write("\\r"u8);
                break;
            case (byte)'\t':
                output.Write("\\t"u8);
                break;
            default:
                output.Write("\\u00"u8);
                output.Write([Digit(value >> 4), Digit(value & 0xF)]);
                break;
        }
    }

    private static byte Digit(int value) => (byte)(value < 10 ? '0' + value : 'a' + value - 10);
}
