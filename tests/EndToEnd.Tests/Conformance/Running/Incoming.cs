namespace EventPlatform.EndToEnd.Tests.Conformance.Running;

/// <summary>What came from the server.</summary>
internal abstract record Incoming
{
    private Incoming()
    {
    }

    /// <summary>A text frame, a line without its LF, or the body of an HTTP answer.</summary>
    internal sealed record Message(string Text) : Incoming;

    /// <summary>The server has ended the connection.</summary>
    /// <param name="Code">Of the close frame; null on TCP, which has none.</param>
    internal sealed record Closed(int? Code) : Incoming;

    /// <summary>The connection was reset, or what came is nothing that the server may send.</summary>
    internal sealed record Broken(string Why) : Incoming;

    /// <summary>Nothing more can come.</summary>
    internal sealed record Ended : Incoming;

    public sealed override string ToString() => this switch
    {
        Message message => message.Text,
        Closed { Code: { } code } => $"closed {code}",
        Closed => "closed",
        Ended => "the end of the connection",
        Broken broken => $"broken: {broken.Why}",
        _ => throw new InvalidOperationException("Not one of the kinds."),
    };
}
