using System.Collections.Immutable;

namespace EventPlatform.Gateway.ExternalApi.Policy;

/// <summary>What the authenticators decided.</summary>
internal abstract record LoginDecision
{
    private LoginDecision()
    {
    }

    /// <param name="User">Who it is; may differ from what was asked.</param>
    /// <param name="Roles">Its roles.</param>
    /// <param name="IsAdmin">Whether it may do everything.</param>
    internal sealed record Accepted(string User, ImmutableHashSet<string> Roles, bool IsAdmin) : LoginDecision
    {
        /// <summary>Another session id than the given one; null: that one.</summary>
        public string? SessionId { get; init; }

        /// <summary>Another meta (JSON) than the given one; null: that one.</summary>
        public byte[]? Meta { get; init; }
    }

    /// <param name="Error">What the client is told.</param>
    internal sealed record Refused(ApiError Error) : LoginDecision;
}
