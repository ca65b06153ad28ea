namespace EventPlatform.Bench.Sessions.Held;

/// <summary>A question that waits for its answer.</summary>
/// <param name="Stream">Who asks for it.</param>
/// <param name="Due">When it should have been sent; its latency counts from here.</param>
/// <param name="SentAt">When it was.</param>
/// <param name="Target">The session it is about; null: all of them.</param>
/// <param name="Number">What the question has made up: where a page begins, what an echo must return.</param>
internal sealed record Asked(QuestionStream Stream, long Due, long SentAt, Session? Target, long Number)
{
    /// <summary>Whether its ack has come.</summary>
    public bool IsAcknowledged { get; set; }
}
