using System.Collections.Immutable;
using EventPlatform.Gateway.Commands;
using EventPlatform.Gateway.ExternalApi;

namespace EventPlatform.Gateway.Security;

/// <summary>What an authenticator says to a login.</summary>
public abstract record AuthResult
{
    private AuthResult()
    {
    }

    /// <summary>Refused like wrong credentials.</summary>
    public static AuthResult Unauthorized { get; } = Of(ApiErrors.Unauthorized);

    /// <summary>Nothing was decided: too much is being asked (100081, by HTTP 503).</summary>
    public static AuthResult Overloaded { get; } = Of(ApiErrors.Overloaded);

    /// <summary>The next authenticator is asked.</summary>
    public static AuthResult NotMine { get; } = new Passed();

    /// <summary>What decides could not be asked.</summary>
    internal static Refused Of(Failure failure) => Of(ApiErrors.Of(failure));

    internal static Refused Of(ApiError error) => new(error.Code, error.Text);

    /// <summary>Let in.</summary>
    /// <param name="User">User name of the session.</param>
    public sealed record Accepted(string User) : AuthResult
    {
        /// <summary>Replaces the session id; null keeps it.</summary>
        public string? SessionId { get; init; }

        /// <summary>Replaces meta, JSON; null keeps it.</summary>
        public ReadOnlyMemory<byte>? Meta { get; init; }

        /// <summary>Roles, for authorization.</summary>
        public ImmutableHashSet<string> Roles { get; init; } = [];

        /// <summary>May do everything.</summary>
        public bool IsAdmin { get; init; }

        /// <summary>The account, which must be there and enabled; the session ends with it. Null for a user without one.</summary>
        public Guid? AccountId { get; init; }

        /// <summary>When the token ends, and with it the session; null: never.</summary>
        public DateTimeOffset? EndsAt { get; init; }

        /// <summary>Tells when the session has to end before that; null: never.</summary>
        internal ICredential? Credential { get; init; }
    }

    /// <summary>Not let in, and nobody else is asked.</summary>
    /// <param name="Code">Error code for the client.</param>
    /// <param name="Text">Error text for the client.</param>
    public sealed record Refused(int Code, string Text) : AuthResult
    {
        /// <summary>What decides was overloaded or failed: it says nothing about the credentials.</summary>
        internal bool IsUndecided => Code == ApiErrors.Overloaded.Code || Code == ApiErrors.InternalErrorCode;

        internal ApiError Error => new(Code, Text);
    }

    /// <summary>See <see cref="NotMine"/>.</summary>
    public sealed record Passed : AuthResult;
}
