namespace EventPlatform.Gateway.Tests.EventFeed;

/// <summary>Waits for facts of which nobody tells.</summary>
internal static class Waiting
{
    /// <summary>Ends as soon as it is so, or with the test.</summary>
    internal static async Task Until(Func<bool> isSo)
    {
        while (!isSo())
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
