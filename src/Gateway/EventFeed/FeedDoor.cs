using EventPlatform.Contracts.Events;
using EventPlatform.Contracts.Extensions;
using EventPlatform.Gateway.EventFeed.Events;
using EventPlatform.Gateway.Hub;
using EventPlatform.Gateway.Replica;

namespace EventPlatform.Gateway.EventFeed;

/// <summary>Tells the events of the log as the feed's flat ones (docs/protocols/event-feed.md, 2).</summary>
internal sealed class FeedDoor : IEventDoor
{
    private readonly ReplicaStore _store;
    private readonly FeedAudience _audience;
    private readonly TimeProvider _time;
    private readonly FeedPositions _positions = new();
    private readonly FeedEvent _event;

    public FeedDoor(ReplicaStore store, FeedAudience audience, TimeProvider time)
    {
        _store = store;
        _audience = audience;
        _time = time;
        _event = new FeedEvent(_positions);
    }

    /// <summary>An event of the last row of the table; what the platform itself fires is told by its own events.</summary>
    public void Published(in EventRecord record, ReadOnlyMemory<byte> body, EventPosition at)
    {
        _positions.Reach(at);
        if (record.Kind != EventKind.Published || _audience.IsEmpty)
        {
            return;
        }

        var told = Begin(record.Has(EventParts.Type) ? record.Type : record.Class, record.Time)
            .Text("service"u8, record.Service)
            .Text("class"u8, record.Class);
        Given(told, "subclass"u8, record, EventParts.Subclass, record.Subclass);
        Given(told, "objId"u8, record, EventParts.ObjId, record.ObjId);
        Given(told, "userLoginId"u8, record, EventParts.Session, record.Session);
        Given(told, "username"u8, record, EventParts.User, record.User);
        _audience.Deliver(told.Members(body));
    }

    public void Session(SessionEvent change)
    {
        _positions.Reach(change.At);
        if (_audience.IsEmpty)
        {
            return;
        }

        var notice = change.Notice;
        _audience.Deliver(Begin(change.Kind == EventKind.Login ? "userLogin"u8 : "userLogout"u8, change.Time)
            .Id("userId"u8, notice.UserId)
            .Text("username"u8, notice.Username)
            .Text("userLoginId"u8, notice.SessionId)
            .Text("ip"u8, notice.Ip)
            .Integer("port"u8, notice.Port));
    }

    public void Subscription(SubscriptionEvent change)
    {
        _positions.Reach(change.At);
        if (_audience.IsEmpty)
        {
            return;
        }

        var notice = change.Notice;
        var type = change.Kind == EventKind.SubscriptionAdded ? "subscriptionAdded"u8 : "subscriptionRemoved"u8;
        _audience.Deliver(Begin(type, change.Time)
            .Text("userLoginId"u8, notice.SessionId)
            .Text("username"u8, notice.Username)
            .Text("class"u8, notice.Class)
            .Text("subclass"u8, notice.Subclass)
            .Text("eventType"u8, notice.Type)
            .Text("objId"u8, notice.ObjId));
    }

    /// <summary>One event per changed field, each followed by the bound user's.</summary>
    public void Extension(ExtensionEvent change)
    {
        _positions.Reach(change.At);
        if (_audience.IsEmpty)
        {
            return;
        }

        var state = change.Now.State;
        if (change.Changed.HasFlag(ExtensionFields.Status))
        {
            _audience.Deliver(BeginExtension("extensionStatus"u8, change).Text("status"u8, change.Now.Status.Name));
            TellUser(change);
        }

        if (change.Changed.HasFlag(ExtensionFields.Note))
        {
            _audience.Deliver(BeginExtension("extensionNote"u8, change).Text("note"u8, state.Note));
            TellUser(change);
        }

        if (change.Changed.HasFlag(ExtensionFields.ReturnTime))
        {
            _audience.Deliver(BeginExtension("extensionReturnTime"u8, change).Integer("returnTime"u8, state.ReturnTime));
            TellUser(change);
        }
    }

    public void Directory(DirectoryEvent change)
    {
        _positions.Reach(change.At);
        if (!_audience.IsEmpty)
        {
            _audience.Deliver(DirectoryProperties.Add(Begin(DirectoryProperties.TypeOf(change), change.Time), change));
        }
    }

    public void Gap(EventPosition at)
    {
        _positions.ReachBefore(at);
        _audience.DeliverToAll(Begin("gap"u8, _time.GetUtcNow().ToUnixTimeMilliseconds()));
    }

    private static void Given(FeedEvent told, ReadOnlySpan<byte> name, in EventRecord record, EventParts part, ReadOnlySpan<byte> text)
    {
        if (record.Has(part))
        {
            told.Text(name, text);
        }
        else
        {
            told.Null(name);
        }
    }

    private FeedEvent Begin(ReadOnlySpan<byte> type, long time) => _event.Begin(type, time, _store.CoreServer.Id);

    private FeedEvent BeginExtension(ReadOnlySpan<byte> type, ExtensionEvent change)
    {
        var now = change.Now;
        return Begin(type, change.Time)
            .Id("locationId"u8, now.Tenant.Location.Id)
            .Text("location"u8, now.Tenant.Location.Name)
            .Id("tenantId"u8, now.Tenant.Id)
            .Text("tenant"u8, now.Tenant.Name)
            .Id("extensionId"u8, now.Id)
            .Text("extensionNumber"u8, now.Number)
            .Id("userId"u8, change.User?.Id)
            .Text("username"u8, change.User?.Username);
    }

    private void TellUser(ExtensionEvent change)
    {
        if (change.User is not { } user)
        {
            return;
        }

        var now = change.Now;
        _audience.Deliver(Begin("userStatus"u8, change.Time)
            .Id("userId"u8, user.Id)
            .Text("username"u8, user.Username)
            .Text("name"u8, now.Status.Name)
            .Text("statusType"u8, now.Status.Type)
            .Text("note"u8, now.State.Note)
            .Integer("returnTime"u8, now.State.ReturnTime)
            .False("userCreated"u8));
    }
}
