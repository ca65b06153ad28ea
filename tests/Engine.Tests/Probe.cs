using System.Collections.Concurrent;

namespace EventPlatform.Engine.Tests;

/// <summary>What the grains of one test tell it, and the gates at which they wait for it. Both engines run in its process.</summary>
internal sealed class Probe
{
    private static readonly ConcurrentDictionary<string, Probe> All = new();

    private readonly Lock _lock = new();
    private readonly List<string> _entries = [];
    private readonly List<(string Entry, int Count, TaskCompletionSource Seen)> _waiting = [];
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _gates = new();

    internal object? Value { get; set; }

    internal IReadOnlyList<string> Entries
    {
        get
        {
            lock (_lock)
            {
                return [.. _entries];
            }
        }
    }

    internal static Probe Of(string key) => All.GetOrAdd(key, static _ => new Probe());

    internal void Write(string entry)
    {
        lock (_lock)
        {
            _entries.Add(entry);
            foreach (var (_, _, seen) in _waiting.Where(waiting => CountOf(waiting.Entry) >= waiting.Count))
            {
                seen.TrySetResult();
            }
        }
    }

    /// <summary>Until the entry was written that many times; at most 30 s.</summary>
    internal Task Wrote(string entry, int count = 1)
    {
        lock (_lock)
        {
            var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((entry, count, seen));
            if (CountOf(entry) >= count)
            {
                seen.SetResult();
            }

            return seen.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        }
    }

    internal int Count(string entry)
    {
        lock (_lock)
        {
            return CountOf(entry);
        }
    }

    /// <summary>Until the test opens the gate.</summary>
    internal Task Gate(string name = "gate") => GateOf(name).Task;

    internal void Open(string name = "gate") => GateOf(name).TrySetResult();

    private int CountOf(string entry) => _entries.Count(written => written == entry);

    private TaskCompletionSource GateOf(string name)
        => _gates.GetOrAdd(name, static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}
