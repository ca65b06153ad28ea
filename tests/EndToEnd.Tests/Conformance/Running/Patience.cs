namespace EventPlatform.EndToEnd.Tests.Conformance.Running;

/// <summary>
/// How long to wait for what must come. A server that was slow to begin counting a time limit begins it after the clock was moved; so the
/// clock is moved on a little when nothing comes: what is due may be late by as much, and is never early.
/// </summary>
/// <param name="gateways">Whose clock.</param>
/// <param name="longest">In real time.</param>
internal sealed class Patience(GatewaySet gateways, TimeSpan longest)
{
    private const int PushesMax = 3;
    private static readonly TimeSpan PushMax = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(500);
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
        for (var push = 0; push < PushesMax && _push > TimeSpan.Zero; push++)
        {
            if (await wait(Soon) is { } found)
            {
                return found;
            }

            await gateways.Advance(_push);
        }

        return await wait(longest);
    }
}
