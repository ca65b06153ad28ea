using System.Buffers;
using System.Globalization;
using System.Text;

namespace EventPlatform.Gateway.StatusInterface;

/// <summary>
/// Writes the server's lines: <c>word *("@#" field)</c>, several separated by LF. The last line's LF is put there by the connection.
/// </summary>
internal sealed class LineWriter
{
    private const int BytesMin = 256;

    private readonly ArrayBufferWriter<byte> _buffer = new(BytesMin);

    /// <summary>Bytes written since the last <see cref="Take"/>.</summary>
    public int Length => _buffer.WrittenCount;

    /// <summary>Starts a line.</summary>
    public LineWriter Line(ReadOnlySpan<byte> word)
    {
        if (_buffer.WrittenCount > 0)
        {
            _buffer.Write("\n"u8);
        }

        _buffer.Write(word);
        return this;
    }

    /// <summary>A name; it is written as it is, names hold no separators.</summary>
    public LineWriter Name(string name)
    {
        _buffer.Write("@#"u8);
        Encoding.UTF8.GetBytes(name, _buffer);
        return this;
    }

    /// <summary>A note, its newlines masked.</summary>
    public LineWriter Note(string note) => Name(note.Replace("\n", NoteText.MaskedNewline, StringComparison.Ordinal));

    /// <summary>A return time in whole seconds.</summary>
    /// <param name="milliseconds">Unix milliseconds, -1 = none.</param>
    public LineWriter ReturnTime(long milliseconds)
    {
        _buffer.Write("@#"u8);
        var span = _buffer.GetSpan(20);
        ReturnTimeText.Seconds(milliseconds).TryFormat(span, out var written, default, CultureInfo.InvariantCulture);
        _buffer.Advance(written);
        return this;
    }

    /// <summary>What was written, as memory that never changes; the writer starts anew.</summary>
    public ReadOnlyMemory<byte> Take()
    {
        var bytes = _buffer.WrittenSpan.ToArray();
        _buffer.ResetWrittenCount();
        return bytes;
    }
}
