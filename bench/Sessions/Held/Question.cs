using EventPlatform.Bench.Sessions.Api;
using EventPlatform.Bench.Sessions.Net;

namespace EventPlatform.Bench.Sessions.Held;

/// <summary>A command whose latency is measured: how it is asked, and what is right as its answer (external-api.md 4).</summary>
internal abstract class Question(string name)
{
    /// <summary>Its name in the figures.</summary>
    public string Name => name;

    /// <summary>Whether an ack comes before the answer.</summary>
    public virtual bool IsAcknowledged => false;

    /// <returns>The session it will be about; null: all of them.</returns>
    public virtual Session? Choose() => null;

    /// <returns>What this question makes up, see <see cref="Asked.Number"/>.</returns>
    public virtual long NextNumber() => 0;

    public abstract void Write(MessageBuffer message, Asked asked, long tid);

    /// <summary>Looks at an answer that says ok.</summary>
    /// <returns>What is wrong with it; null: nothing.</returns>
    public abstract string? Check(Asked asked, in ApiMessage answer);

    /// <summary>The question is over, in whatever way.</summary>
    public virtual void Ended(Session target)
    {
    }
}
