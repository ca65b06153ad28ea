namespace EventPlatform.Gateway.ExternalApi.Connections;

/// <summary>A request of the server that its client has not answered yet.</summary>
/// <param name="tid">The server's tid.</param>
/// <param name="relayed">Who waits for the answer; null: an event, of which nobody wants to know more than that it was answered.</param>
internal sealed class PendingRequest(long tid, RelayedRequest? relayed)
{
    public long Tid => tid;

    public RelayedRequest? Relayed => relayed;

    /// <summary>The wheel's tick from which on it is late.</summary>
    public long DueTick { get; set; }
}
