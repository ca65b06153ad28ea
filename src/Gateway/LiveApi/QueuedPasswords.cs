using EventPlatform.Gateway.Security.Passwords;

namespace EventPlatform.Gateway.LiveApi;

/// <summary>Passwords wait with those of logins.</summary>
internal sealed class QueuedPasswords(PasswordQueue queue) : IPasswordMaker
{
    public ValueTask<string?> Make(string password, CancellationToken cancellationToken) => queue.Make(password, cancellationToken);
}
