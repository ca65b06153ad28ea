namespace EventPlatform.Gateway.Security;

/// <summary>How long the answer to a failed login waits: 100 ms, doubling with each failure on that connection, at most 10 s.</summary>
internal static class LoginDelay
{
    /// <summary>The first delay, and that of <c>/rpc</c>.</summary>
    public static readonly TimeSpan First = TimeSpan.FromMilliseconds(100);

    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    // 100 ms doubled seven times is over the longest already.
    private const int DoublingsMax = 7;

    /// <param name="failures">Failures on the connection, this one included; from 1.</param>
    public static TimeSpan After(int failures)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(failures, 1);
        var delay = First * (1 << Math.Min(failures - 1, DoublingsMax));
        return delay < Longest ? delay : Longest;
    }
}
