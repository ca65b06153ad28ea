namespace EventPlatform.Fuzz.Frames;

/// <summary>What the gateway must do with a sequence of frames.</summary>
/// <param name="Messages">Text messages that it takes, in their order.</param>
/// <param name="Pings">Payloads of pings that it takes before the end.</param>
/// <param name="CloseCode">The code that it closes with; null: it waits for more.</param>
internal sealed record FrameOutcome(IReadOnlyList<byte[]> Messages, IReadOnlyList<byte[]> Pings, int? CloseCode)
{
    /// <summary>Whether the last message was not valid UTF-8, told as soon as that is certain.</summary>
    public bool IsInvalidText { get; init; }

    /// <summary>Whether the last message was binary.</summary>
    public bool IsBinary { get; init; }
}
