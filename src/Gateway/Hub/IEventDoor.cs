using EventPlatform.Contracts.Events;

namespace EventPlatform.Gateway.Hub;

/// <summary>
/// A front end that passes events on. All calls come one at a time, in the order of the log, under <see cref="Replica.ReplicaStore.Gate"/>:
/// they enqueue and return; they never wait.
/// </summary>
internal interface IEventDoor
{
    /// <summary>A bus event: <see cref="EventKind.Published"/>, or <see cref="EventKind.Platform"/>, which only subscribers see.</summary>
    /// <param name="record">The event; its spans are valid during the call.</param>
    /// <param name="bytes">The event as it stands in its block: memory that stays valid and never changes. The body is its end.</param>
    /// <param name="at">Its place.</param>
    void Published(in EventRecord record, ReadOnlyMemory<byte> bytes, EventPosition at);

    /// <summary>
    /// No event follows for now. A door may hold back what <see cref="Published"/> gives it until then, or until anything else is called.
    /// </summary>
    void HandOver()
    {
    }

    /// <summary>A session logged in or ended, anywhere in the cluster.</summary>
    void Session(SessionEvent change);

    /// <summary>An External API subscription was added or removed, anywhere in the cluster.</summary>
    void Subscription(SubscriptionEvent change);

    /// <summary>An extension changed; the replica shows it already.</summary>
    void Extension(ExtensionEvent change);

    /// <summary>A place of the directory was added, renamed or removed; the replica shows the whole change already.</summary>
    void Directory(DirectoryEvent change);

    /// <summary>Events may have been lost here: every client is told.</summary>
    void Gap(EventPosition at);

    /// <summary>
    /// All that comes behind this place in its epoch will be shown, if it can be. Of what came before in that epoch something was not: it
    /// is from before this gateway's time, or was shown under an earlier epoch, or could not be applied.
    /// </summary>
    void Begins(EventPosition before)
    {
    }

    /// <summary>All up to this place has been shown.</summary>
    void Reached(EventPosition last)
    {
    }

    /// <summary>
    /// What was shown last is what this gateway found changed when it fetched something again: others show it at other places, or have no
    /// need to.
    /// </summary>
    void WasAlone(EventPosition at)
    {
    }

    /// <summary>A change stands at this place that others may show there: this gateway had it already by what it has fetched.</summary>
    void NotShown(EventPosition at)
    {
    }
}
