using EventPlatform.Bench.Sessions.Measure;

namespace EventPlatform.Bench.Sessions.Held;

/// <summary>Questions of one kind at a fixed rate. Open loop: a slow answer does not put off the next question.</summary>
/// <param name="question">The kind.</param>
/// <param name="pace">When they are due.</param>
/// <param name="measureFrom">Those that are due before do not count.</param>
internal sealed class QuestionStream(Question question, Pace pace, long measureFrom)
{
    public Question Question => question;

    public long NextDue => pace.NextDue;

    /// <summary>From when a question was due until its answer came.</summary>
    public Latencies Latencies { get; } = new();

    /// <summary>From when a question was due until it was sent.</summary>
    public Latencies Late { get; } = new();

    public void AskNext(Probe probe)
    {
        var due = pace.Take();
        probe.Ask(this, due);
    }

    public void Answered(Asked asked, long now)
    {
        if (asked.Due >= measureFrom)
        {
            Latencies.Add(now - asked.Due);
            Late.Add(asked.SentAt - asked.Due);
        }
    }
}
