namespace EventPlatform.Gateway.Security;

/// <summary>What the HTTP realm says to a request.</summary>
internal enum RealmDecision
{
    Admitted,

    /// <summary>401 with <see cref="RealmAuthenticator.Challenge"/>: no credentials, or wrong ones.</summary>
    Unauthorized,

    /// <summary>403: who they are is known, and they may not.</summary>
    Forbidden,
}
