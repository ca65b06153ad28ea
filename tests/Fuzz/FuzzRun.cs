using System.Globalization;
using EventPlatform.Fuzz.Health;
using EventPlatform.Fuzz.Net;
using EventPlatform.Testing;

namespace EventPlatform.Fuzz;

/// <summary>
/// A whole run: 1. the gateway; 2. the probe, and workers for the warm-up; 3. quiet: what is held and used now; 4. workers until the end;
/// 5. quiet: the same must be held, about the same used; 6. the sum.
/// </summary>
internal sealed class FuzzRun(FuzzOptions options, TextWriter output)
{
    private static readonly TimeSpan WarmUpMax = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan EmptyLimit = TimeSpan.FromSeconds(45);

    private readonly Counts _counts = new();
    private readonly Findings _findings = new(output);
    private readonly QuietGate _gate = new();
    private Worker[] _workers = [];

    /// <returns>Whether nothing was found.</returns>
    public async Task<bool> Run(CancellationToken cancellationToken)
    {
        // Step 1
        var log = new LogLines(_findings, _counts, LastInputs);
        await using var gateway = options.Start is { } dll ? await StartedGateway.Start(dll, log.Take, cancellationToken) : null;
        var ports = gateway?.Ports ?? options.Running;
        _workers = [.. Enumerable.Range(0, Math.Max(options.Workers, (options.Worker ?? 0) + 1))
            .Select(number => new Worker(number, options, ports, _counts, _findings, _gate))];
        await output.WriteLineAsync(
            $"fuzzing {ports} for {options.Duration.TotalSeconds} s, seed {options.Seed}, {options.Workers} workers");
        if (options is { Worker: { } only, Iteration: { } iteration })
        {
            await _workers[only].RunOne(iteration, cancellationToken);
        }
        else
        {
            await RunAll(ports, gateway, cancellationToken);
        }

        // Step 6
        if (gateway is { HasExited: true })
        {
            _findings.Add("the gateway's process has ended", () => "");
        }

        await Sum();
        return _findings.Count == 0;
    }

    private async Task RunAll(Ports ports, StartedGateway? gateway, CancellationToken cancellationToken)
    {
        var start = TimeProvider.System.GetTimestamp();
        bool IsOver() => TimeProvider.System.GetElapsedTime(start) >= options.Duration || gateway is { HasExited: true };

        // Step 2
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var metrics = new Metrics(ports);
        var memory = gateway is null ? null : new MemoryWatch(gateway);
        var context = new FuzzContext(new Random(options.Seed), "probe", ports, options, new Journal(), new Counts(), cancellationToken);
        var probe = new Probe(context, _findings);
        var aside = Task.WhenAll(probe.Run(end.Token), memory?.Run(end.Token) ?? Task.CompletedTask);
        var working = Task.WhenAll(_workers.Select(worker => worker.Run(IsOver, cancellationToken)));
        var warmUp = TimeSpan.FromSeconds(Math.Min(options.Duration.TotalSeconds / 4, WarmUpMax.TotalSeconds));
        await Task.WhenAny(working, Task.Delay(warmUp, cancellationToken));

        // Step 3
        await _gate.Close();
        var before = await WaitEmpty(metrics, null);
        await (memory?.TakeBaseline(cancellationToken) ?? Task.CompletedTask);

        // Step 4
        _gate.Open();
        await working;

        // Step 5
        if (gateway is not { HasExited: true })
        {
            await WaitEmpty(metrics, before);
            AddFinding(memory is null ? null : await memory.Check(output, cancellationToken));
            AddFinding(await metrics.IsReady() ? null : "/healthz/ready is not 200");
            await output.WriteLineAsync(
                $"events in {await metrics.Total("ep_events_in_total")}, out {await metrics.Total("ep_events_out_total")}, "
                + $"gaps {await metrics.Total("ep_gaps_total")}, slow consumers {await metrics.Total("ep_slow_consumers_total")}");
        }

        await end.CancelAsync();
        await aside;
        await output.WriteLineAsync(probe.ToString());
    }

    private string LastInputs() => string.Concat(_workers.Select((worker, number) => $"  worker {number}\n{worker.Journal}"));

    private void AddFinding(string? wrong)
    {
        if (wrong is not null)
        {
            _findings.Add(wrong, () => "");
        }
    }

    /// <summary>Waits until only the probe is there.</summary>
    /// <param name="metrics">The gateway's.</param>
    /// <param name="expected">What must be held; null: whatever one connection of the External API holds.</param>
    private async Task<Held?> WaitEmpty(Metrics metrics, Held? expected)
    {
        try
        {
            var start = TimeProvider.System.GetTimestamp();
            var held = await metrics.Held();
            while (expected is null ? held.Connections > 1 || held.Sessions > 1 : held != expected)
            {
                if (TimeProvider.System.GetElapsedTime(start) > EmptyLimit)
                {
                    AddFinding($"without clients it holds: {held}, expected {expected?.ToString() ?? "one connection"}");
                    return held;
                }

                await Task.Delay(TimeSpan.FromMilliseconds(100));
                held = await metrics.Held();
            }

            return held;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            AddFinding($"the management port cannot be reached: {exception.Message}");
            return null;
        }
    }

    private async Task Sum()
    {
        foreach (var kind in _findings.Kinds())
        {
            await output.WriteLineAsync($"found: {kind}");
        }

        await output.WriteLineAsync($"log lines by level: {_counts.Of("log ")}");
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"sum: {_findings.Count} findings; connections {_counts["connections"]}, WebSockets {_counts["websockets"]}, "
            + $"messages out {_counts["messages out"]} in {_counts["messages in"]}; closes {_counts.Of("close ")}; "
            + $"http {_counts.Of("http ")}; scenarios {_counts.Of("scenario ")}"));
    }
}
