using EventPlatform.Gateway.Transport;

namespace EventPlatform.Gateway.ExternalApi.Login;

/// <summary>A wait on the shared wheel: no timer of its own, and nobody else waits.</summary>
internal static class WheelDelay
{
    public static Task After(TimingWheel wheel, TimeSpan due)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        wheel.Schedule(due, static state => ((TaskCompletionSource)state!).TrySetResult(), done);
        return done.Task;
    }
}
