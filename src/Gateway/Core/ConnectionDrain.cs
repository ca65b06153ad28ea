using System.Security.Cryptography;
using EventPlatform.Gateway.Hosting;
using EventPlatform.Gateway.Transport;

namespace EventPlatform.Gateway.Core;

/// <summary>
/// Tells all clients that the server ends (4001), in batches with pauses of random length, so that they do not all come back at once.
/// </summary>
internal sealed class ConnectionDrain(OpenConnections connections, TimeProvider time) : IDrainable
{
    private const int BatchesMax = 20;
    private const int BatchMin = 50;

    // 50 ms on average: 20 batches take a second.
    private const int PauseMillisecondsMin = 25;
    private const int PauseMillisecondsMax = 75;

    public async Task Drain(CancellationToken deadline)
    {
        connections.BeginDrain();

        // Again, as long as there are some: an upgrade that was being answered when the drain began is a connection only now.
        for (var open = connections.List(); open.Count > 0 && !deadline.IsCancellationRequested; open = connections.List())
        {
            await Close(open, deadline);
            await Task.WhenAll(open.Select(one => one.Gone)).WaitAsync(deadline).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        foreach (var (connection, _) in connections.List())
        {
            connection.Abort();
        }
    }

    private async Task Close(IReadOnlyList<(MessageConnection Connection, Task Gone)> open, CancellationToken deadline)
    {
        foreach (var batch in open.Chunk(Math.Max(BatchMin, open.Count / BatchesMax)))
        {
            foreach (var (connection, _) in batch)
            {
                connection.Close(CloseCode.Shutdown);
            }

            if (batch.Length < open.Count)
            {
                await Task.Delay(Pause(), time, deadline).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private static TimeSpan Pause() =>
        TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(PauseMillisecondsMin, PauseMillisecondsMax + 1));
}
