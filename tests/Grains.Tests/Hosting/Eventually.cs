namespace EventPlatform.Grains.Tests.Hosting;

/// <summary>Waits for a fact, not for a time.</summary>
internal static class Eventually
{
    private static readonly TimeSpan TimeMax = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    internal static async Task Holds(Func<Task<bool>> fact)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        end.CancelAfter(TimeMax);
        while (!await fact())
        {
            await Task.Delay(Pause, end.Token);
        }
    }

    /// <summary>Calls until it does not fail, as a caller does who got an unknown outcome.</summary>
    internal static async Task<T> Succeeds<T>(Func<Task<T>> call)
    {
        for (var round = 0; ; round++)
        {
            try
            {
                return await call();
            }
            catch (Exception exception) when (round < 20 && exception is not OperationCanceledException)
            {
                await Task.Delay(Pause, TestContext.Current.CancellationToken);
            }
        }
    }
}
