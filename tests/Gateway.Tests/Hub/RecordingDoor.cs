using System.Text;
using EventPlatform.Contracts.Events;
using EventPlatform.Gateway.Hub;

namespace EventPlatform.Gateway.Tests.Hub;

/// <summary>Writes down what a door is told, a short line each.</summary>
internal sealed class RecordingDoor : IEventDoor
{
    private readonly List<string> _told = [];

    /// <summary>Called with each line.</summary>
    internal Action? WhenTold { get; set; }

    /// <summary>What it was told of places, without events.</summary>
    internal List<string> Places { get; } = [];

    /// <summary>How many lines there were each time that no event followed for now.</summary>
    internal List<int> HandOvers { get; } = [];

    internal IReadOnlyList<string> Told
    {
        get
        {
            lock (_told)
            {
                return [.. _told];
            }
        }
    }

    public void Published(in EventRecord record, ReadOnlyMemory<byte> bytes, EventPosition at) =>
        Add($"{Encoding.UTF8.GetString(record.Type)}@{at.Epoch}:{at.Offset}");

    public void HandOver() => HandOvers.Add(Told.Count);

    public void Session(SessionEvent change) => Add($"{change.Kind} {change.Notice.SessionId}");

    public void Subscription(SubscriptionEvent change) => Add($"{change.Kind} {change.Notice.Class}");

    public void Extension(ExtensionEvent change) => Add($"{change.Now.Number} {change.Changed} {change.Now.Status.Name}");

    public void Directory(DirectoryEvent change)
    {
        var names = new[] { change.Location.Name, change.Tenant?.Name, change.OldName, change.Name }.OfType<string>();
        Add($"{change.Place} {change.Change} {string.Join('/', names)}{(change.User is { } user ? $" of {user.Username}" : "")}");
    }

    public void Gap(EventPosition at) => Add($"gap@{at.Epoch}:{at.Offset}");

    public void Begins(EventPosition before) => Places.Add($"begins {before.Epoch}:{before.Offset}");

    public void Reached(EventPosition last) => Places.Add($"reached {last.Epoch}:{last.Offset}");

    public void NotShown(EventPosition at) => Places.Add($"not shown {at.Epoch}:{at.Offset}");

    public void WasAlone(EventPosition at) => Places.Add($"alone after {Told.Count}");

    internal void Add(string line)
    {
        lock (_told)
        {
            _told.Add(line);
        }

        WhenTold?.Invoke();
    }

    internal void Clear()
    {
        lock (_told)
        {
            _told.Clear();
        }
    }
}
