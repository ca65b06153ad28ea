namespace EventPlatform.Gateway.Hub;

/// <summary>What the event feed has told lately, for doors that show it in another way.</summary>
internal interface IEventHistory
{
    /// <summary>Events as the feed tells them, each one JSON object, oldest first.</summary>
    /// <param name="since">An <c>eventId</c>, after which to begin; null: with the oldest that is held.</param>
    /// <param name="eventClass">Only those with this property <c>class</c>; null: all. Gaps come anyway.</param>
    /// <param name="cancellationToken">Ends the waiting for what another gateway has told already.</param>
    /// <returns>
    /// To be enumerated once; ends early where events have left the history meanwhile. Null: what came after that id is not held.
    /// </returns>
    ValueTask<IEnumerable<ReadOnlyMemory<byte>>?> Read(string? since, string? eventClass, CancellationToken cancellationToken);
}
