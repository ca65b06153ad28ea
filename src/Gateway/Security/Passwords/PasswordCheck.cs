using System.Net;

namespace EventPlatform.Gateway.Security.Passwords;

/// <summary>Decides over passwords of logins: from memory for calls that come again and again, else by the queue.</summary>
internal sealed class PasswordCheck(PasswordQueue queue, PasswordMemory memory)
{
    private readonly Dictionary<UInt128, Task<PasswordVerdict>> _underWay = [];

    /// <summary>
    /// Whether a call without a session (HTTP) brings a password that was found right a moment ago. A login is always compared: it is
    /// one, and a session may last.
    /// </summary>
    /// <param name="attempt">What the client brings.</param>
    /// <param name="credential">See <see cref="PasswordMemory.Knows(string, string)"/>.</param>
    public bool IsRemembered(LoginAttempt attempt, string credential) =>
        attempt is { SessionId: null, Password: { } password } && memory.Knows(credential, password);

    /// <summary>Compares; takes its time also when there is no hash.</summary>
    /// <param name="attempt">What the client brings; without a password it is wrong at once.</param>
    /// <param name="credential">See <see cref="PasswordMemory.Knows(string, string)"/>.</param>
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

        return attempt.SessionId is null
            ? await VerifyOnce(memory.MarkOf(credential, password), hash, password, attempt.Address).WaitAsync(cancellationToken)
            : await queue.Verify(hash, password, attempt.Address, cancellationToken);
    }

    /// <summary>Calls with the same credentials that come while they are compared share one comparison.</summary>
    private Task<PasswordVerdict> VerifyOnce(UInt128 mark, string hash, string password, IPAddress? address)
    {
        if (memory.Knows(mark))
        {
            return Task.FromResult(PasswordVerdict.Right);
        }

        lock (_underWay)
        {
            return _underWay.TryGetValue(mark, out var same) ? same : _underWay[mark] = Verify();
        }

        // Whoever asked first may go: the others wait on.
        async Task<PasswordVerdict> Verify()
        {
            await Task.Yield();
            try
            {
                var verdict = await queue.Verify(hash, password, address, CancellationToken.None);
                if (verdict == PasswordVerdict.Right)
                {
                    memory.Remember(mark);
                }

                return verdict;
            }
            finally
            {
                lock (_underWay)
                {
                    _underWay.Remove(mark);
                }
            }
        }
    }
}
