using System.Text.RegularExpressions;

namespace EventPlatform.Fuzz;

/// <summary>What is wrong with the gateway, told as it is found: of each kind the first few. From any thread.</summary>
internal sealed partial class Findings(TextWriter output)
{
    private const int ShownOfKind = 2;
    private const int TextMax = 4_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _kinds = new(StringComparer.Ordinal);

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _kinds.Values.Sum();
            }
        }
    }

    /// <summary>Adds one.</summary>
    /// <param name="what">What is wrong.</param>
    /// <param name="details">Where it came from and what was sent; made only when it is shown.</param>
    public void Add(string what, Func<string> details)
    {
        lock (_lock)
        {
            // Texts that differ in numbers only, or behind the first colon, are of one kind.
            var kind = Digits().Replace(what.Split(':', 2)[0], "#");
            _kinds[kind] = _kinds.GetValueOrDefault(kind) + 1;
            if (_kinds[kind] <= ShownOfKind)
            {
                output.WriteLine($"FINDING {(what.Length > TextMax ? what[..TextMax] + "..." : what)}\n{details()}");
            }
        }
    }

    /// <summary>How many there are of each kind.</summary>
    public IReadOnlyList<string> Kinds()
    {
        lock (_lock)
        {
            return [.. _kinds.OrderByDescending(kind => kind.Value).Select(kind => $"{kind.Value} x {kind.Key}")];
        }
    }

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Digits();
}
