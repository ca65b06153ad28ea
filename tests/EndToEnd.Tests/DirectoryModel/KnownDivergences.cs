namespace EventPlatform.EndToEnd.Tests.DirectoryModel;

/// <summary>Where the product does not do what the specifications say yet; each is taken out here when it does.</summary>
internal static class KnownDivergences
{
    /// <summary>
    /// <c>R/users/…/status/set</c> of several fields: one <c>userStatus</c> per field, where there must be one for all
    /// (docs/protocols/event-feed.md, 2).
    /// </summary>
    internal static bool HasUserStatusPerField => true;
}
