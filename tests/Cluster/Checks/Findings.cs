using System.Globalization;

namespace EventPlatform.ClusterRounds.Checks;

/// <summary>Promises that were broken: what, when and where.</summary>
internal sealed class Findings(TextWriter output)
{
    /// <summary>Told in full in a round; more are only counted.</summary>
    private const int ToldMax = 20;

    private readonly Lock _lock = new();
    private int _count;
    private int _inRound;
    private string _round = "start";

    public int Count => _count;

    public int InRound => _inRound;

    public void BeginRound(string round)
    {
        lock (_lock)
        {
            (_round, _inRound) = (round, 0);
        }
    }

    public void Add(string where, string what)
    {
        lock (_lock)
        {
            _count++;
            if (++_inRound <= ToldMax)
            {
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"BROKEN {Clock.Utc} {_round}: {where}: {what}"));
            }
        }
    }
}
