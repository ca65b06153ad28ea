namespace Orleans.Embedded;

/// <summary>Calls back once, later, on whatever thread the clock has.</summary>
internal static class OneShot
{
    internal static void Start(TimeProvider time, TimeSpan after, Action callback)
    {
        // The timer is held by its own state until it has fired: an unreferenced one may be collected.
        var holder = new Holder(callback);
        holder.Timer = time.CreateTimer(
            static state => ((Holder)state!).Fire(), holder, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        holder.Timer.Change(after, Timeout.InfiniteTimeSpan);
    }

    private sealed class Holder(Action callback)
    {
        internal ITimer? Timer { get; set; }

        internal void Fire()
        {
            Timer?.Dispose();
            callback();
        }
    }
}
