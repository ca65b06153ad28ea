namespace EventPlatform.Gateway.EventFeed.Filters;

/// <summary>One filter as a client gave it, its texts resolved.</summary>
/// <param name="Property">Name of a top-level property.</param>
/// <param name="Value">The text to compare with.</param>
internal readonly record struct FilterEntry(ReadOnlyMemory<byte> Property, ReadOnlyMemory<byte> Value)
{
    /// <summary>Whether any value will do (<c>*</c>).</summary>
    public bool IsAny => Value.Span.SequenceEqual("*"u8);
}
