using System.Collections.Concurrent;
using EventPlatform.Contracts;
using EventPlatform.Contracts.Gateways;
using EventPlatform.Contracts.Sessions;
using EventPlatform.Gateway.Commands;
using EventPlatform.Gateway.Configuration;
using EventPlatform.Gateway.Transport;
using Microsoft.Extensions.Options;

namespace EventPlatform.Gateway.Sessions;

/// <summary>Commands between gateways: posts them, finds answers by correlation. The target's gateway keeps a relay's limits.</summary>
internal sealed class Mailbox(
    IGrainFactory grains,
    GrainCalls calls,
    GatewayIdentity identity,
    TimingWheel wheel,
    IOptionsMonitor<LimitsOptions> limits,
    TimeProvider time)
{
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(5);
    private readonly ConcurrentDictionary<long, Question> _questions = new();

    /// <summary>Counted on from the clock: an answer to this gateway's process before must not be taken for another question's.</summary>
    private long _lastCorrelation = time.GetUtcNow().UtcTicks;

    /// <summary>Questions that wait for their answers.</summary>
    internal int QuestionCount => _questions.Count;

    internal Task<GatewayResult<Unit>> Post(GatewayRef to, GatewayCommand command, CancellationToken cancellationToken) =>
        calls.Once(() => grains.GetGrain<IGatewayGrain>(to.GatewayId).Post(command, cancellationToken));

    /// <summary>Asks another gateway. NotFound when the session has gone meanwhile; a failure when no answer comes within 5 s.</summary>
    internal async Task<GatewayResult<byte[]>> Ask(
        GatewayRef to, GatewayCommandKind kind, string sessionId, CancellationToken cancellationToken)
    {
        var (correlation, question) = Open(new Question(to, time.GetTimestamp()));
        try
        {
            var posted = await Post(to, new GatewayCommand(kind, identity.Current, correlation, sessionId, []), cancellationToken);
            if (!posted.IsOk)
            {
                return new GatewayResult<byte[]>(null, posted.Refusal, posted.Failure);
            }

            var payload = await question.Answer.WaitAsync(AnswerWithin, time, cancellationToken);
            return payload.Length > 0 ? payload : new Refusal(RefusalKind.NotFound, "session_id");
        }
        catch (TimeoutException exception)
        {
            return calls.FailureOf(exception);
        }
        catch (OperationCanceledException) when (question.Answer.IsCanceled)
        {
            return new Refusal(RefusalKind.Gone, "session_id");
        }
        finally
        {
            _questions.TryRemove(correlation, out _);
        }
    }

    /// <summary>Passes a request on to a session of another gateway; ends when it is on its way.</summary>
    /// <param name="to">The session's gateway.</param>
    /// <param name="sessionId">The target.</param>
    /// <param name="request">The request up to its tid.</param>
    /// <param name="cancellationToken">Cancels the posting only.</param>
    internal async Task<GatewayResult<Relayed>> Relay(
        GatewayRef to, string sessionId, byte[] request, CancellationToken cancellationToken)
    {
        RelayGuard? guard = null;
        var isOver = false;
        var (correlation, question) = Open(new Question(to, time.GetTimestamp()) { Acknowledged = () => guard!.Acknowledged() });
        guard = new RelayGuard(wheel, limits.CurrentValue, () =>
        {
            isOver = true;
            question.GiveUp();
        });
        var command = new GatewayCommand(GatewayCommandKind.Relay, identity.Current, correlation, sessionId, request);
        var posted = await Post(to, command, cancellationToken);
        if (!posted.IsOk)
        {
            Close();
            return new GatewayResult<Relayed>(null, posted.Refusal, posted.Failure);
        }

        return new Relayed(WaitForAnswer());

        async Task<RelayAnswer> WaitForAnswer()
        {
            await ((Task)question.Answer).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            Close();
            return question.Answer.IsCompletedSuccessfully
                ? RelayAnswer.Of(await question.Answer)
                : new RelayAnswer(isOver ? RelayEnd.TimedOut : RelayEnd.Gone, []);
        }

        void Close()
        {
            guard.Stop();
            _questions.TryRemove(correlation, out _);
        }
    }

    /// <summary>An answer came; one that nobody awaits any more is dropped.</summary>
    internal void Answered(GatewayCommand command)
    {
        if (_questions.TryGetValue(command.Correlation, out var question))
        {
            question.Complete(command.Payload);
        }
    }

    /// <summary>Word came that an answer will be late.</summary>
    internal void Acknowledged(GatewayCommand command)
    {
        if (_questions.TryGetValue(command.Correlation, out var question))
        {
            question.Acknowledged();
        }
    }

    /// <summary>Gives up what ended gateways were asked.</summary>
    /// <param name="live">The gateways that live, as known at <paramref name="knownAt"/>.</param>
    /// <param name="knownAt">Who was asked later may be newer than the list.</param>
    internal void GiveUpEnded(IReadOnlyCollection<GatewayRef> live, long knownAt)
    {
        foreach (var question in _questions.Values)
        {
            if (question.AskedAt < knownAt && !live.Contains(question.To))
            {
                question.GiveUp();
            }
        }
    }

    private (long Correlation, Question Question) Open(Question question)
    {
        var correlation = Interlocked.Increment(ref _lastCorrelation);
        _questions[correlation] = question;
        return (correlation, question);
    }
}
