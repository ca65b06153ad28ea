using System.Text;
using EventPlatform.Contracts.Events;
using EventPlatform.Gateway.ExternalApi.Commands;
using EventPlatform.Gateway.Hub.Subscriptions;
using EventPlatform.Gateway.Security;

namespace EventPlatform.Gateway.ExternalApi.Events;

/// <summary>The fields that events and subscriptions share, out of requests and into records.</summary>
internal static class EventNames
{
    private static ReadOnlySpan<byte> Any => "*"u8;

    /// <summary>What a request names; what it leaves out is <c>*</c>, the service the caller's own.</summary>
    public static SubscriptionName Of(CommandCall call) => new(
        call.Utf8("service"u8, call.Service),
        call.Utf8("class"u8, default),
        call.Utf8("subclass"u8, Any),
        call.Utf8("type"u8, Any),
        call.Utf8("obj_id"u8, Any));

    /// <summary>The same as the rules see it.</summary>
    public static TopicRequest ToTopic(in SubscriptionName name) => new(
        Encoding.UTF8.GetString(name.Service),
        Encoding.UTF8.GetString(name.Class),
        Encoding.UTF8.GetString(name.Subclass),
        Encoding.UTF8.GetString(name.Type),
        Encoding.UTF8.GetString(name.ObjId));

    /// <summary>An event with these fields, of now; those that are <c>*</c> it omits.</summary>
    public static EventRecord Record(EventKind kind, long time, scoped in SubscriptionName name, ReadOnlySpan<byte> body)
    {
        var record = new EventRecord { Kind = kind, Time = time, Service = name.Service, Class = name.Class };
        var given = name.Given;
        record = (given & EventParts.Subclass) != 0 ? record with { Subclass = name.Subclass } : record;
        record = (given & EventParts.Type) != 0 ? record with { Type = name.Type } : record;
        record = (given & EventParts.ObjId) != 0 ? record with { ObjId = name.ObjId } : record;
        return body.IsEmpty ? record : record with { Body = body };
    }
}
