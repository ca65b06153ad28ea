using Microsoft.Extensions.Primitives;

namespace EventPlatform.Gateway.EventFeed;

/// <summary>What the realm says to a request's credentials.</summary>
internal enum RealmAnswer
{
    Admitted,

    /// <summary>None, or wrong ones: 401.</summary>
    Unauthorized,

    /// <summary>Of somebody who may not come in here: 403.</summary>
    Forbidden,
}

/// <summary>The HTTP realm in front of the feed (docs/protocols/event-feed.md, 1).</summary>
internal interface IFeedRealm
{
    /// <param name="authorization">The request's <c>Authorization</c> headers.</param>
    /// <param name="cancellationToken">The request is gone.</param>
    ValueTask<RealmAnswer> Check(StringValues authorization, CancellationToken cancellationToken);
}
