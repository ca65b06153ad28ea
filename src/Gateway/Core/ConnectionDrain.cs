using EventPlatform.Gateway.Hosting;
using EventPlatform.Gateway.Transport;

namespace EventPlatform.Gateway.Core;

/// <summary>Tells all clients that the server ends (4001), in batches with pauses, so that they do not all come back at once.</summary>
internal sealed class ConnectionDrain(OpenConnections connections, TimeProvider time) : IDrainable
{
    private const int BatchesMax = 20;
    private const int BatchMin = 50;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public async Task Drain(CancellationToken deadline)
    {
        var open = connections.List();
        foreach (var batch in open.Chunk(Math.Max(BatchMin, open.Count / BatchesMax)))
        {
            foreach (var (connection, _) in batch)
            {
                connection.Close(CloseCode.Shutdown);
            }

            if (batch.Length < open.Count)
            {
                await Task.Delay(Pause, time, deadline).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        await Task.WhenAll(open.Select(one => one.Gone)).WaitAsync(deadline).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var (connection, _) in connections.List())
        {
            connection.Abort();
        }
    }
}
