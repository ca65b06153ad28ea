namespace EventPlatform.Gateway.Security;

/// <summary>Knows some users. Registered ones are asked in order until one decides.</summary>
public interface IAuthenticator
{
    /// <summary>Decides over a login; <see cref="AuthResult.NotMine"/> leaves it to the next.</summary>
    ValueTask<AuthResult> Authenticate(LoginAttempt attempt, CancellationToken cancellationToken);
}
