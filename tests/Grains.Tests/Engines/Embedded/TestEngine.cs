using EventPlatform.Contracts.Events;
using EventPlatform.Silo;
using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;

namespace EventPlatform.Grains.Tests.Hosting;

/// <summary>What the test cluster needs to be told on this engine.</summary>
internal static class TestEngine
{
    internal static void Configure(InProcessTestClusterBuilder builder, int partitions)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(partitions, 1);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.AddMemoryStreams(EventPartition.Stream);
            silo.Services.AddSingleton(PlatformCalls.Known());
            silo.AddPlatformTracing();
        });
        builder.ConfigureClient(client => client.AddMemoryStreams(EventPartition.Stream));
    }
}
