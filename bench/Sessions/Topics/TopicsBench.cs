using EventPlatform.Bench.Sessions.Events;
using EventPlatform.Bench.Sessions.Measure;

namespace EventPlatform.Bench.Sessions.Topics;

/// <summary>Mode topics: each subscriber has a topic of its own, publishing goes round, so each event has one delivery.</summary>
internal static class TopicsBench
{
    public static Report Run(BenchOptions options, Faults faults, Random random) => EventsBench.Run(
        options, faults, random, EventPlan.OneTopic(options, options.Subscribers) with { Topics = options.Subscribers });
}
