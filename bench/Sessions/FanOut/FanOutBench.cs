using EventPlatform.Bench.Sessions.Events;
using EventPlatform.Bench.Sessions.Measure;

namespace EventPlatform.Bench.Sessions.FanOut;

/// <summary>Mode fanout: every event goes to all subscribers.</summary>
internal static class FanOutBench
{
    public static Report Run(BenchOptions options, Faults faults, Random random) =>
        EventsBench.Run(options, faults, random, EventPlan.OneTopic(options, options.Subscribers));
}
