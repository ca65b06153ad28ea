using System.Text;
using System.Text.Json;
using EventPlatform.Contracts.Events;
using EventPlatform.Gateway.ExternalApi.Connections;
using EventPlatform.Gateway.Hub.Subscriptions;

namespace EventPlatform.Gateway.ExternalApi.Events;

/// <summary>Tells the event feed of subscriptions that were added or removed (event-feed.md 2).</summary>
internal static class SubscriptionNotices
{
    public static void Publish(EventKind kind, ApiSession session, in SubscriptionName name)
    {
        var notice = new SubscriptionNotice(
            session.Claim.SessionId,
            session.Caller.User,
            Encoding.UTF8.GetString(name.Class),
            Encoding.UTF8.GetString(name.Subclass),
            Encoding.UTF8.GetString(name.Type),
            Encoding.UTF8.GetString(name.ObjId));
        _ = session.Services.Publisher.Append(new EventRecord
        {
            Kind = kind,
            Time = session.Services.Now,
            Service = name.Service,
            Class = "core"u8,
            Body = JsonSerializer.SerializeToUtf8Bytes(notice, NoticeJson.Default.SubscriptionNotice),
        });
    }
}
