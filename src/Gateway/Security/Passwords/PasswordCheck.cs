namespace EventPlatform.Gateway.Security.Passwords;

/// <summary>Decides over passwords of logins: from memory for calls that come again and again, else by the queue.</summary>
internal sealed class PasswordCheck(PasswordQueue queue, PasswordMemory memory)
{
    /// <summary>
    /// Whether a call without a session (HTTP) brings a password that was found right a moment ago. A login is always compared: it is
    /// one, and a session may last.
    /// </summary>
    /// <param name="attempt">What the client brings.</param>
    /// <param name="credential">See <see cref="PasswordMemory.Knows"/>.</param>
    public bool IsRemembered(LoginAttempt attempt, string credential) =>
        attempt is { SessionId: null, Password: { } password } && memory.Knows(credential, password);

    /// <summary>Compares; takes its time also when there is no hash.</summary>
    /// <param name="attempt">What the client brings; without a password it is wrong at once.</param>
    /// <param name="credential">See <see cref="PasswordMemory.Knows"/>.</param>
    /// <param name="hash">What to compare with; null: nobody has this password.</param>
    /// <param name="cancellationToken">Nobody waits for the answer any more.</param>
    public async ValueTask<PasswordVerdict> Verify(
        LoginAttempt attempt, string credential, string? hash, CancellationToken cancellationToken)
    {
        if (attempt.Password is not { } password)
        {
            return PasswordVerdict.Wrong;
        }

        if (hash is null)
        {
            return await queue.Pretend(password, attempt.Address, cancellationToken);
        }

        if (IsRemembered(attempt, credential))
        {
            return PasswordVerdict.Right;
        }

        var verdict = await queue.Verify(hash, password, attempt.Address, cancellationToken);
        if (verdict == PasswordVerdict.Right && attempt.SessionId is null)
        {
            memory.Remember(credential, password);
        }

        return verdict;
    }
}
