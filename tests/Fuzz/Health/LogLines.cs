namespace EventPlatform.Fuzz.Health;

/// <summary>What the gateway's log says that must not be said: <c>TIME LEVEL: CATEGORY[ID] TEXT</c>, one line each.</summary>
internal sealed class LogLines(Findings findings, Counts counts, Func<string> lastInputs)
{
    private const int ShownBytes = 3_000;

    /// <summary>Takes a line of standard error.</summary>
    public void Take(string line)
    {
        var level = LevelOf(line);
        counts.Add($"log {level}");
        if (level is "fail" or "crit" || line.Contains("Unhandled exception", StringComparison.Ordinal))
        {
            var text = line[..Math.Min(line.Length, ShownBytes)];
            findings.Add($"the log says {TextOf(text)}", () => $"  {text}\n  last inputs of all workers:\n{lastInputs()}");
        }
    }

    private static string LevelOf(string line)
    {
        var words = line.Split(' ', 3);
        return words.Length == 3 && words[1].EndsWith(':') ? words[1][..^1] : "none";
    }

    /// <summary>Without the time, which would make each line a kind of its own.</summary>
    private static string TextOf(string line) => line.Split(' ', 3) is [_, _, var text] ? text : line;
}
