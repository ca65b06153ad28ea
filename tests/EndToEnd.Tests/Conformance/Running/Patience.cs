namespace EventPlatform.EndToEnd.Tests.Conformance.Running;

/// <summary>
/// How long to wait for what must come. A server that was slow to begin counting a time limit begins it after the clock was moved; so the
/// clock is moved on a little when nothing comes: what is due may be late by as much, and is never early.
/// </summary>
/// <param name="gateways">Whose clock.</param>
/// <param name="longest">In real time.</param>
internal sealed class Patience(GatewaySet gateways, TimeSpan longest)
{
    private static readonly TimeSpan PushMax = TimeSpan.FromSeconds(1);

    /// <summary>In real time, before each push: few, and the last one late, as passwords are hashed only where a core is idle.</summary>
    private static readonly TimeSpan[] Waits = [TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(6)];
    private TimeSpan _push;

    internal async Task Advance(TimeSpan by)
    {
        await gateways.Advance(by);
        _push = by < PushMax ? by : PushMax;
    }

    /// <summary>Waits for something.</summary>
    /// <param name="wait">Gives null when it did not come in a time.</param>
    /// <returns>null: it did not come.</returns>
    internal async Task<T?> For<T>(Func<TimeSpan, Task<T?>> wait)
        where T : class
    {
        foreach (var time in _push > TimeSpan.Zero ? Waits : [])
        {
            if (await wait(time) is { } found)
            {
                return found;
            }

            await gateways.Advance(_push);
        }

        return await wait(longest);
    }
}
