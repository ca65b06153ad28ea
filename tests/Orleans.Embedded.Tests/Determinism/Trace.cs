namespace Orleans.Embedded.Tests;

/// <summary>What happened, in order.</summary>
public sealed class Trace
{
    private readonly List<string> _entries = [];

    public IReadOnlyList<string> Entries => _entries;

    public void Write(string entry) => _entries.Add(entry);
}
