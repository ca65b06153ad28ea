using System.Diagnostics;
using EventPlatform.Contracts;
using EventPlatform.Gateway.Management;

namespace EventPlatform.Gateway.Commands;

/// <summary>The one place where calls to grains are retried and their exceptions become failures (docs/architecture.md, 4).</summary>
/// <param name="time">Clock of retries.</param>
/// <param name="ids">Makes references.</param>
/// <param name="logger">Where failures are told.</param>
/// <param name="metrics">Counts them; null: nobody does.</param>
internal sealed partial class GrainCalls(
    TimeProvider time, IIdSource ids, ILogger<GrainCalls> logger, PlatformMetrics? metrics = null)
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMilliseconds(250);

    /// <summary>Calls once; for calls that are not idempotent.</summary>
    public async Task<GatewayResult<T>> Once<T>(Func<Task<Outcome<T>>> call)
    {
        var begin = time.GetTimestamp();
        try
        {
            return await call();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return FailureOf(exception);
        }
        finally
        {
            metrics?.Called(time.GetElapsedTime(begin));
        }
    }

    /// <summary>Calls, and once more after 250 ms when the outcome is unknown; for idempotent calls only.</summary>
    public async Task<GatewayResult<T>> Retry<T>(Func<Task<Outcome<T>>> call)
    {
        var begin = time.GetTimestamp();
        try
        {
            var outcome = await call();
            metrics?.Called(time.GetElapsedTime(begin));
            return outcome;
        }
        catch (Exception exception) when (IsUnavailable(exception))
        {
            await Task.Delay(RetryAfter, time);
            return await Once(call);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return FailureOf(exception);
        }
    }

    /// <summary>As the other, for calls that refuse nothing.</summary>
    public Task<GatewayResult<T>> Retry<T>(Func<Task<T>> call) => Retry(async () => (Outcome<T>)await call());

    /// <summary>Logs an exception under a new reference.</summary>
    public Failure FailureOf(Exception exception)
    {
        var reference = NewReference();
        if (IsUnavailable(exception))
        {
            LogUnavailable(exception, reference);
            metrics?.Failed(FailureKind.Unavailable);
            return new Failure(FailureKind.Unavailable, reference);
        }

        LogInternal(exception, reference);
        metrics?.Failed(FailureKind.Internal);
        return new Failure(FailureKind.Internal, reference);
    }

    /// <summary>Logs what went wrong outside of this process under a new reference.</summary>
    public string ReferenceOf(string fault)
    {
        var reference = NewReference();
        LogFault(reference, fault);
        return reference;
    }

    /// <summary>A failure for what took too long without an exception.</summary>
    public Failure TimedOut() => FailureOf(new TimeoutException("The change was not seen in time."));

    private string NewReference() => Activity.Current?.TraceId.ToString() ?? ids.NewId().ToString("N");

    private static bool IsUnavailable(Exception exception) => exception is TimeoutException or OrleansException;
}
