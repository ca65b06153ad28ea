using System.Collections.Immutable;

namespace EventPlatform.Gateway.Hub.Subscriptions;

/// <summary>What a subscription adds to the bodies of its events: an object with at least one member.</summary>
internal sealed class SubscriptionBody
{
    private readonly byte[] _canonical;
    private readonly int _hash;

    /// <param name="text">As it was sent, without line ends.</param>
    /// <param name="canonical">The same for all texts of one JSON value, and only for them.</param>
    /// <param name="members">Its members, each name once.</param>
    public SubscriptionBody(byte[] text, byte[] canonical, ImmutableArray<BodyMember> members)
    {
        Text = text;
        Members = members;
        _canonical = canonical;
        _hash = Utf8Comparer.Instance.GetHashCode(canonical);
    }

    public byte[] Text { get; }

    public ImmutableArray<BodyMember> Members { get; }

    /// <summary>Hash of the value.</summary>
    public int ValueHash => _hash;

    /// <summary>Whether two bodies are equal as JSON values; null is the empty object.</summary>
    public static bool AreEqual(SubscriptionBody? x, SubscriptionBody? y) =>
        ReferenceEquals(x, y)
        || (x is not null && y is not null && x._hash == y._hash && x._canonical.AsSpan().SequenceEqual(y._canonical));
}
