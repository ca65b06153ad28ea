using EventPlatform.Bench.Sessions.Events;
using EventPlatform.Bench.Sessions.Measure;

namespace EventPlatform.Bench.Sessions.PubOnly;

/// <summary>Mode pubonly: nobody is subscribed; an event is over when its publish is answered.</summary>
internal static class PubOnlyBench
{
    public static Report Run(BenchOptions options, Faults faults, Random random) =>
        EventsBench.Run(options, faults, random, EventPlan.OneTopic(options, subscribers: 0));
}
