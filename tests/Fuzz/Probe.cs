using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using EventPlatform.Fuzz.Net;

namespace EventPlatform.Fuzz;

/// <summary>
/// A client that behaves: logs in, publishes to itself and relays to itself all the time, and must always get what is right, in time,
/// and nothing else.
/// </summary>
internal sealed class Probe(FuzzContext context, Findings findings)
{
    /// <summary>Longest wait for what must come.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Again = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private readonly List<double> _milliseconds = [];
    private long _round;

    /// <summary>Runs until it is cancelled.</summary>
    public async Task Run(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await RunSession(cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                // Whatever ends the probe is the gateway's doing; it tries again as a client would.
                findings.Add($"probe, {exception.Message}", () => $"  in round {_round}\n{context.Journal}");
                await Waiting.Until(() => cancellationToken.IsCancellationRequested, new TaskCompletionSource().Task, Again);
            }
        }
    }

    public override string ToString()
    {
        lock (_milliseconds)
        {
            _milliseconds.Sort();
            return _milliseconds.Count == 0 ? "probe: no round" : string.Create(
                CultureInfo.InvariantCulture,
                $"probe: {_milliseconds.Count} rounds, ms p50 {At(0.5):F1} p99 {At(0.99):F1} max {At(1):F1}");
        }
    }

    private double At(double part) => _milliseconds[(int)Math.Min(_milliseconds.Count - 1, _milliseconds.Count * part)];

    private async Task RunSession(CancellationToken cancellationToken)
    {
        var inbox = Channel.CreateUnbounded<JsonElement>();
        using var peer = await WebSocketPeer.Open(context, context.Ports.Api, "/", message => Take(inbox, message))
            ?? throw new InvalidDataException("was not upgraded");
        var client = new ProbeClient(peer, inbox.Reader);
        await client.LogIn();
        await client.Ask("event", "subscribe", """{"class":"probe"}""");
        using var timer = new PeriodicTimer(Pause);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            var start = TimeProvider.System.GetTimestamp();
            await client.PublishToItself(++_round);
            await client.RelayToItself(_round);
            lock (_milliseconds)
            {
                _milliseconds.Add(TimeProvider.System.GetElapsedTime(start).TotalMilliseconds);
            }
        }

        await peer.SendClose();
    }

    private static string? Take(Channel<JsonElement> inbox, byte[] message)
    {
        inbox.Writer.TryWrite(JsonElement.Parse(Encoding.UTF8.GetString(message)));
        return null;
    }
}
