using EventPlatform.Contracts.Events;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Streams;
using Orleans.TestingHost;

namespace EventPlatform.EndToEnd.Tests;

/// <summary>What the test cluster needs to be told on this engine.</summary>
internal static class TestEngine
{
    /// <summary>
    /// The areas of Orleans that have a clock of their own: they stay on the system's, the platform's services get the test's.
    /// </summary>
    private static readonly string[] Areas =
    [
        "Orleans.Grains", "Orleans.Messaging", "Orleans.SystemTimers", "Orleans.Membership", "Orleans.ActivationManagement",
        "Orleans.GrainDirectory", "Orleans.Streaming", "Orleans.Reminders",
    ];

    internal static void Configure(InProcessTestClusterBuilder builder, int partitions)
    {
        builder.Options.ConfigureFileLogging = false;
        builder.ConfigureSilo((_, silo) => silo.AddMemoryStreams(EventPartition.Stream, streams =>
        {
            streams.ConfigurePartitioning(partitions);
            streams.ConfigureStreamPubSub(StreamPubSubType.ImplicitOnly);
            streams.ConfigurePullingAgent(agent =>
                agent.Configure(options => options.GetQueueMsgsTimerPeriod = TimeSpan.FromMilliseconds(5)));
        }));
        builder.ConfigureClient(client => client.AddMemoryStreams(EventPartition.Stream, streams =>
        {
            streams.ConfigurePartitioning(partitions);
            streams.ConfigureStreamPubSub(StreamPubSubType.ImplicitOnly);
        }));
    }

    internal static void UseClock(ISiloBuilder silo, TimeProvider clock)
    {
        foreach (var area in Areas)
        {
            silo.Services.AddKeyedSingleton(area, TimeProvider.System);
        }

        silo.Services.Replace(ServiceDescriptor.Singleton(clock));
    }
}
