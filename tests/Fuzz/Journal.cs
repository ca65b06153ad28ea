using System.Globalization;
using System.Text;

namespace EventPlatform.Fuzz;

/// <summary>The last inputs of a worker, for findings. From any thread.</summary>
internal sealed class Journal
{
    private const int CountMax = 12;
    private const int BytesShown = 1_500;

    private readonly Lock _lock = new();
    private readonly Queue<(string What, byte[] Bytes, int Length)> _inputs = new();

    /// <summary>Notes bytes that are about to be sent, or what else is done to a connection.</summary>
    public void Add(string what, ReadOnlySpan<byte> bytes = default)
    {
        lock (_lock)
        {
            _inputs.Enqueue((what, bytes[..Math.Min(bytes.Length, BytesShown)].ToArray(), bytes.Length));
            if (_inputs.Count > CountMax)
            {
                _inputs.Dequeue();
            }
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _inputs.Clear();
        }
    }

    /// <summary>A line for each input: what it was, its length, its bytes in hexadecimal, and as text when it is some.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        lock (_lock)
        {
            foreach (var (what, bytes, length) in _inputs)
            {
                text.Append(CultureInfo.InvariantCulture, $"  {what} {length} bytes {Convert.ToHexString(bytes)}");
                text.Append(bytes.Length < length ? "...\n" : "\n");
                if (bytes.Length > 0 && bytes.All(value => value is >= 0x20 or (byte)'\t' or (byte)'\r' or (byte)'\n'))
                {
                    text.Append("    = ").Append(Encoding.UTF8.GetString(bytes).Replace("\n", "\\n", StringComparison.Ordinal)
                        .Replace("\r", "\\r", StringComparison.Ordinal)).Append('\n');
                }
            }
        }

        return text.ToString();
    }
}
