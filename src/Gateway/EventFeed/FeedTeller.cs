using EventPlatform.Contracts.Directory;
using EventPlatform.Contracts.Events;
using EventPlatform.Contracts.Extensions;
using EventPlatform.Gateway.EventFeed.Events;
using EventPlatform.Gateway.EventFeed.History;
using EventPlatform.Gateway.Hub;

namespace EventPlatform.Gateway.EventFeed;

/// <summary>
/// Tells log events as the feed's flat ones (docs/protocols/event-feed.md, 2), when they come and in a replay alike. Not thread-safe.
/// </summary>
/// <param name="positions">Goes along with what is told.</param>
/// <param name="sink">Gets it.</param>
internal sealed class FeedTeller(FeedPositions positions, IFeedSink sink)
{
    private readonly FeedEvent _event = new(positions);

    /// <summary>Tells what is in the history.</summary>
    public void Tell(in HistoryEntry entry)
    {
        switch (entry.Change)
        {
            case null:
                var record = EventBlockReader.ReadOne(entry.Bytes.Span);
                Published(entry, record);
                break;
            case SessionEvent change:
                positions.Set(entry);
                Session(change, entry.CoreServer);
                break;
            case SubscriptionEvent change:
                positions.Set(entry);
                Subscription(change, entry.CoreServer);
                break;
            case FeedExtension change:
                positions.Set(entry);
                Extension(change, entry.CoreServer);
                break;
            case DirectoryEvent change:
                positions.Set(entry);
                sink.Deliver(DirectoryProperties.Add(Begin(DirectoryProperties.TypeOf(change), change.Time, entry.CoreServer), change));
                break;
            case FeedGap gap:
                positions.Set(entry);
                sink.DeliverToAll(Begin("gap"u8, gap.Time, entry.CoreServer));
                break;
            default:
                throw new InvalidOperationException($"The feed cannot tell a {entry.Change.GetType().Name}.");
        }
    }

    /// <summary>Tells a published event that has been read from its bytes.</summary>
    public void Published(in HistoryEntry entry, in EventRecord record)
    {
        positions.Set(entry);
        var told = Begin(record.Has(EventParts.Type) ? record.Type : record.Class, record.Time, entry.CoreServer)
            .Text("service"u8, record.Service)
            .Text("class"u8, record.Class);
        Given(told, "subclass"u8, record, EventParts.Subclass, record.Subclass);
        Given(told, "objId"u8, record, EventParts.ObjId, record.ObjId);
        Given(told, "userLoginId"u8, record, EventParts.Session, record.Session);
        Given(told, "username"u8, record, EventParts.User, record.User);
        sink.Deliver(told.Members(entry.Bytes[^record.Body.Length..]));
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

    private FeedEvent Begin(ReadOnlySpan<byte> type, long time, CoreServer coreServer) => _event.Begin(type, time, coreServer.Id);

    private void Session(SessionEvent change, CoreServer coreServer)
    {
        var notice = change.Notice;
        sink.Deliver(Begin(change.Kind == EventKind.Login ? "userLogin"u8 : "userLogout"u8, change.Time, coreServer)
            .Id("userId"u8, notice.UserId)
            .Text("username"u8, notice.Username)
            .Text("userLoginId"u8, notice.SessionId)
            .Text("ip"u8, notice.Ip)
            .Integer("port"u8, notice.Port));
    }

    private void Subscription(SubscriptionEvent change, CoreServer coreServer)
    {
        var notice = change.Notice;
        var type = change.Kind == EventKind.SubscriptionAdded ? "subscriptionAdded"u8 : "subscriptionRemoved"u8;
        sink.Deliver(Begin(type, change.Time, coreServer)
            .Text("userLoginId"u8, notice.SessionId)
            .Text("username"u8, notice.Username)
            .Text("class"u8, notice.Class)
            .Text("subclass"u8, notice.Subclass)
            .Text("eventType"u8, notice.Type)
            .Text("objId"u8, notice.ObjId));
    }

    /// <summary>Each field is followed by the user's change, which comes once, behind all, when that is what was set.</summary>
    private void Extension(FeedExtension change, CoreServer coreServer)
    {
        if (change.Has(ExtensionFields.Status))
        {
            sink.Deliver(BeginExtension("extensionStatus"u8, change, coreServer).Text("status"u8, change.Status));
            TellUserOfField(change, coreServer);
        }

        if (change.Has(ExtensionFields.Note))
        {
            sink.Deliver(BeginExtension("extensionNote"u8, change, coreServer).Text("note"u8, change.State.Note));
            TellUserOfField(change, coreServer);
        }

        if (change.Has(ExtensionFields.ReturnTime))
        {
            sink.Deliver(BeginExtension("extensionReturnTime"u8, change, coreServer).Integer("returnTime"u8, change.State.ReturnTime));
            TellUserOfField(change, coreServer);
        }

        if (change.Has(ExtensionFields.OfUser))
        {
            TellUser(change, coreServer);
        }
    }

    private void TellUserOfField(FeedExtension change, CoreServer coreServer)
    {
        if (!change.Has(ExtensionFields.OfUser))
        {
            TellUser(change, coreServer);
        }
    }

    private FeedEvent BeginExtension(ReadOnlySpan<byte> type, FeedExtension change, CoreServer coreServer) =>
        Begin(type, change.Time, coreServer)
            .Id("locationId"u8, change.Location.Id)
            .Text("location"u8, change.Location.Name)
            .Id("tenantId"u8, change.Tenant.Id)
            .Text("tenant"u8, change.Tenant.Name)
            .Id("extensionId"u8, change.Id)
            .Text("extensionNumber"u8, change.Number)
            .Id("userId"u8, change.User?.Id)
            .Text("username"u8, change.User?.Username);

    private void TellUser(FeedExtension change, CoreServer coreServer)
    {
        if (change.User is { } user)
        {
            sink.Deliver(Begin("userStatus"u8, change.Time, coreServer)
                .Id("userId"u8, user.Id)
                .Text("username"u8, user.Username)
                .Text("name"u8, change.Status)
                .Text("statusType"u8, change.StatusType)
                .Text("note"u8, change.State.Note)
                .Integer("returnTime"u8, change.State.ReturnTime)
                .False("userCreated"u8));
        }
    }
}
