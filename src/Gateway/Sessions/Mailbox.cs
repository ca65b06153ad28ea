using System.Collections.Concurrent;
using EventPlatform.Contracts;
using EventPlatform.Contracts.Gateways;
using EventPlatform.Contracts.Sessions;
using EventPlatform.Gateway.Commands;
using EventPlatform.Gateway.Transport;

namespace EventPlatform.Gateway.Sessions;

/// <summary>Commands between gateways: posts them, answers are found by correlation. Deadlines live with who asks.</summary>
internal sealed class Mailbox(IGrainFactory grains, GrainCalls calls, GatewayIdentity identity, TimeProvider time)
{
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(5);
    private readonly ConcurrentDictionary<long, TaskCompletionSource<byte[]>> _questions = new();
    private long _lastCorrelation;

    internal Task<GatewayResult<Unit>> Post(GatewayRef to, GatewayCommand command, CancellationToken cancellationToken) =>
        calls.Once(() => grains.GetGrain<IGatewayGrain>(to.GatewayId).Post(command, cancellationToken));

    /// <summary>Asks another gateway. NotFound when the session has gone meanwhile; a failure when no answer comes within 5 s.</summary>
    internal async Task<GatewayResult<byte[]>> Ask(
        GatewayRef to, GatewayCommandKind kind, string sessionId, CancellationToken cancellationToken)
    {
        var correlation = Interlocked.Increment(ref _lastCorrelation);
        var answer = new TaskCompletionSource<byte[]>(TaskCreationOptions.RunContinuationsAsynchronously);
        _questions[correlation] = answer;
        try
        {
            var posted = await Post(to, new GatewayCommand(kind, identity.Current, correlation, sessionId, []), cancellationToken);
            if (!posted.IsOk)
            {
                return new GatewayResult<byte[]>(null, posted.Refusal, posted.Failure);
            }

            var payload = await answer.Task.WaitAsync(AnswerWithin, time, cancellationToken);
            return payload.Length > 0 ? payload : new Refusal(RefusalKind.NotFound, "session_id");
        }
        catch (TimeoutException exception)
        {
            return calls.FailureOf(exception);
        }
        finally
        {
            _questions.TryRemove(correlation, out _);
        }
    }

    /// <summary>Closes a session of this gateway.</summary>
    internal static void Stop(ISessionConnection session, bool byAdministrator) =>
        session.Close(byAdministrator ? CloseCode.Stopped : CloseCode.Normal);

    /// <summary>An answer came; one that nobody awaits any more is dropped.</summary>
    internal void Answered(GatewayCommand command)
    {
        if (_questions.TryGetValue(command.Correlation, out var question))
        {
            question.TrySetResult(command.Payload);
        }
    }
}
