namespace EventPlatform.Fuzz.Health;

/// <summary>What the gateway's log says that must not be said: <c>TIME LEVEL: CATEGORY[ID] TEXT</c>, one line each.</summary>
internal sealed class LogLines(Findings findings, Counts counts, Func<string> lastInputs)
{
    private const int ShownBytes = 3_000;

    /// <summary>What clients log by session/log, with levels of their own.</summary>
    private const string ClientsOwn = " EventPlatform.Gateway.ExternalApi.Core.SessionLog[";

    /// <summary>Takes a line of standard error. Error, critical, and what is no log line: an exception nobody handled.</summary>
    public void Take(string line)
    {
        var level = LevelOf(line);
        counts.Add($"log {level}");
        if (level is not ("info" or "warn" or "dbug" or "trce") && !line.Contains(ClientsOwn, StringComparison.Ordinal))
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
