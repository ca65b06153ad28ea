using EventPlatform.Bench.Sessions.Api;

namespace EventPlatform.Bench.Sessions.Held;

/// <summary>A session that asks. It does not wait: several of its questions may be under way.</summary>
internal sealed class Probe
{
    private readonly Roster _roster;
    private readonly Session _session;
    private readonly Dictionary<long, Asked> _asked = [];
    private long _lastTid = Requests.LoginTid;

    public Probe(Roster roster, Session session)
    {
        _roster = roster;
        _session = session;
        session.Probe = this;
    }

    /// <summary>Questions that wait for their answers.</summary>
    public int WaitingCount => _asked.Count;

    public void Ask(QuestionStream stream, long due)
    {
        if (!_session.IsSettled)
        {
            _roster.Faults.Add("a session that asks is not there");
            return;
        }

        var target = stream.Question.Choose();
        var asked = new Asked(stream, due, Clock.Now, target, stream.Question.NextNumber());
        _asked.Add(++_lastTid, asked);
        stream.Question.Write(_roster.Loop.Output, asked, _lastTid);
        _session.Send();
        if (target is not null)
        {
            target.AskedCount++;
        }
    }

    public void Received(in ApiMessage answer, long now)
    {
        if (!_asked.TryGetValue(answer.Tid, out var asked))
        {
            _roster.Faults.Add($"nobody has asked for {answer.Excerpt()}");
            return;
        }

        var mustAcknowledge = asked.Stream.Question.IsAcknowledged && !asked.IsAcknowledged;
        if (answer.Kind == ApiMessageKind.Ack && mustAcknowledge)
        {
            asked.IsAcknowledged = true;
            return;
        }

        _asked.Remove(answer.Tid);
        var wrong = mustAcknowledge ? "there was no ack" : WrongWith(asked, answer);
        if (wrong is null)
        {
            asked.Stream.Answered(asked, now);
        }
        else
        {
            _roster.Faults.Add($"{asked.Stream.Question.Name}: {wrong}: {answer.Excerpt()}");
        }

        End(asked);
    }

    /// <summary>What it asked is not answered any more.</summary>
    public void Lost()
    {
        foreach (var asked in _asked.Values)
        {
            _roster.Faults.Add($"{asked.Stream.Question.Name}: no answer");
            End(asked);
        }

        _asked.Clear();
    }

    private static string? WrongWith(Asked asked, in ApiMessage answer) =>
        answer.Kind == ApiMessageKind.Ok ? asked.Stream.Question.Check(asked, answer) : "it is no ok";

    private static void End(Asked asked)
    {
        if (asked.Target is { } target)
        {
            target.AskedCount--;
            asked.Stream.Question.Ended(target);
        }
    }
}
