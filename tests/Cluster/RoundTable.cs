using System.Globalization;

namespace EventPlatform.ClusterRounds;

/// <summary>The sum of all rounds, a line a fault.</summary>
internal static class RoundTable
{
    public static IEnumerable<string> Lines(IReadOnlyList<RoundReport> reports)
    {
        yield return "";
        yield return Line(
            "fault", "rounds", "broken", "flow again, max", "logouts, max", "lost and told, max", "sessions, max", "round, max");
        foreach (var rounds in reports.GroupBy(report => report.Fault))
        {
            yield return Line(
                rounds.Key,
                Number(rounds.Count()),
                Number(rounds.Count(round => round.Broken > 0)),
                Clock.Text(rounds.Max(round => round.Recovered)),
                rounds.Any(round => round.Logouts is not null) ? Clock.Text(rounds.Max(round => round.Logouts ?? TimeSpan.Zero)) : "-",
                Number(rounds.Max(round => round.Told)),
                Clock.Text(rounds.Max(round => round.Sessions)),
                Clock.Text(rounds.Max(round => round.Taken)));
        }
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Line(params string[] cells) => $"{cells[0],-18}{string.Concat(cells.Skip(1).Select(cell => $"{cell,20}"))}";
}
