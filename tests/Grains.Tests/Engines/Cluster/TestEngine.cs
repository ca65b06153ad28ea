using EventPlatform.Contracts.Events;
using EventPlatform.Silo;
using EventPlatform.Silo.Streams;
using Orleans.Streams;
using Orleans.TestingHost;

namespace EventPlatform.Grains.Tests.Hosting;

/// <summary>What the test cluster needs to be told on this engine.</summary>
internal static class TestEngine
{
    internal static void Configure(InProcessTestClusterBuilder builder, int partitions)
    {
        builder.Options.ConfigureFileLogging = false;
        builder.ConfigureSilo((_, silo) => silo.AddPlatformCalls().AddPlatformTracing().Services.AddBlockPayloads());
        builder.ConfigureClient(client => client.AddPlatformTracing().Services.AddBlockPayloads());
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
}
