namespace EventPlatform.Gateway.Hub.Subscriptions;

/// <summary>Keys made of several texts, separated by U+0000, which no field but the last may contain.</summary>
internal static class KeyWriter
{
    /// <summary>Writes a part and its separator.</summary>
    /// <returns>Where the next part goes.</returns>
    public static int Part(Span<byte> key, int at, ReadOnlySpan<byte> part)
    {
        part.CopyTo(key[at..]);
        key[at + part.Length] = 0;
        return at + part.Length + 1;
    }

    /// <summary>Takes the first part off a key.</summary>
    public static ReadOnlySpan<byte> Take(scoped ref ReadOnlySpan<byte> key)
    {
        var end = key.IndexOf((byte)0);
        var part = key[..end];
        key = key[(end + 1)..];
        return part;
    }
}
