using System.Globalization;

namespace EventPlatform.Fuzz.Health;

/// <summary>
/// Looks at the gateway's resident memory every second. It is flat when in quiet at the end it is above what it was in quiet after the
/// warm-up by at most 80 MiB. What a gateway has when its log is full (32 MiB of blocks and what the collector keeps for it) counts as
/// there from the start: a short warm-up does not get so far.
/// </summary>
internal sealed class MemoryWatch(StartedGateway gateway)
{
    private const long Mebibyte = 1024 * 1024;
    private const long GrowthMax = 80 * Mebibyte;
    private const long Filled = 220 * Mebibyte;
    private const int SamplesShown = 40;

    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(3);

    private readonly List<long> _samples = [];
    private long _baseline;

    /// <summary>Takes samples until it is cancelled.</summary>
    public async Task Run(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Step);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                lock (_samples)
                {
                    _samples.Add(gateway.ResidentBytes);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Asked to end.
        }
    }

    /// <summary>What there is in quiet after the warm-up.</summary>
    public async Task TakeBaseline(CancellationToken cancellationToken) => _baseline = await LeastInQuiet(cancellationToken);

    /// <summary>What there is in quiet at the end.</summary>
    /// <returns>What is wrong; null: it is flat.</returns>
    public async Task<string?> Check(TextWriter output, CancellationToken cancellationToken)
    {
        var end = await LeastInQuiet(cancellationToken);
        var bound = Math.Max(_baseline, Filled) + GrowthMax;
        await output.WriteLineAsync(
            $"memory: {Text(_baseline)} after the warm-up, {Text(end)} at the end, bound {Text(bound)}; MiB: {Samples()}");
        return end > bound ? $"memory has grown from {Text(_baseline)} to {Text(end)}, over {Text(bound)}" : null;
    }

    /// <summary>The least of a few seconds: what a collection frees does not count.</summary>
    private async Task<long> LeastInQuiet(CancellationToken cancellationToken)
    {
        var least = long.MaxValue;
        var start = TimeProvider.System.GetTimestamp();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while (TimeProvider.System.GetElapsedTime(start) < Quiet && await timer.WaitForNextTickAsync(cancellationToken))
        {
            least = Math.Min(least, gateway.ResidentBytes);
        }

        return least;
    }

    private string Samples()
    {
        lock (_samples)
        {
            var every = Math.Max(1, _samples.Count / SamplesShown);
            var shown = _samples.Where((_, index) => index % every == 0);
            return string.Join(' ', shown.Select(bytes => (bytes / Mebibyte).ToString(CultureInfo.InvariantCulture)));
        }
    }

    private static string Text(long bytes) => $"{bytes / Mebibyte} MiB";
}
