using EventPlatform.Contracts.Events;

namespace EventPlatform.Gateway.Hub.Subscriptions;

/// <summary>What a subscription asks for (external-api.md 5). Texts are UTF-8; a field left open is <c>*</c>.</summary>
internal readonly ref struct SubscriptionName(
    ReadOnlySpan<byte> service,
    ReadOnlySpan<byte> className,
    ReadOnlySpan<byte> subclass,
    ReadOnlySpan<byte> type,
    ReadOnlySpan<byte> objId)
{
    public ReadOnlySpan<byte> Service { get; } = service;

    /// <summary><c>*</c> is a class like any other here.</summary>
    public ReadOnlySpan<byte> Class { get; } = className;

    public ReadOnlySpan<byte> Subclass { get; } = subclass;

    public ReadOnlySpan<byte> Type { get; } = type;

    public ReadOnlySpan<byte> ObjId { get; } = objId;

    /// <summary>The fields that are not left open.</summary>
    public EventParts Given =>
        (IsOpen(Subclass) ? 0 : EventParts.Subclass) | (IsOpen(Type) ? 0 : EventParts.Type) | (IsOpen(ObjId) ? 0 : EventParts.ObjId);

    /// <summary>All five in one key: no part contains U+0000.</summary>
    public byte[] ToKey()
    {
        var key = new byte[Service.Length + Class.Length + Subclass.Length + Type.Length + ObjId.Length + 4];
        var at = KeyWriter.Part(key, 0, Service);
        at = KeyWriter.Part(key, at, Class);
        at = KeyWriter.Part(key, at, Subclass);
        at = KeyWriter.Part(key, at, Type);
        ObjId.CopyTo(key.AsSpan(at));
        return key;
    }

    /// <summary>The name that such a key stands for.</summary>
    public static SubscriptionName Of(ReadOnlySpan<byte> key)
    {
        var service = KeyWriter.Take(ref key);
        var className = KeyWriter.Take(ref key);
        var subclass = KeyWriter.Take(ref key);
        var type = KeyWriter.Take(ref key);
        return new SubscriptionName(service, className, subclass, type, key);
    }

    private static bool IsOpen(ReadOnlySpan<byte> field) => field.Length == 1 && field[0] == (byte)'*';
}
