using EventPlatform.Testing.Clients;

namespace EventPlatform.EndToEnd.Tests.Resuming;

/// <summary>What happened to a client of the feed.</summary>
internal abstract record HistoryEntry
{
    private HistoryEntry()
    {
    }

    /// <summary>It connected without an id.</summary>
    /// <param name="At">Unix milliseconds; whatever happened later has to come.</param>
    /// <param name="Gateway">Where.</param>
    internal sealed record Began(long At, GatewayRun Gateway) : HistoryEntry;

    /// <summary>It connected with the id of the last event that it was told, and learned whether that was of use.</summary>
    /// <param name="IsRecovered">Whether it was.</param>
    /// <param name="At">When it connected, Unix milliseconds; if nothing was recovered, whatever happened later has to come.</param>
    /// <param name="Gateway">Where.</param>
    /// <param name="ToldBy">The gateway that told it the last event.</param>
    /// <param name="Last">What it was told last.</param>
    internal sealed record Resumed(bool IsRecovered, long At, GatewayRun Gateway, GatewayRun ToldBy, Told Last) : HistoryEntry;

    /// <summary>It was told an event.</summary>
    /// <param name="Event">A gap is one too.</param>
    /// <param name="Id">Under which it was told.</param>
    internal sealed record Told(ToldEvent Event, string Id) : HistoryEntry
    {
        public override string ToString() =>
            $"told {Id} at {Event.Time}: {Event.Type} {Event.Json.Member(PublishedEvent.Number)} of {Event.Order}";
    }
}
