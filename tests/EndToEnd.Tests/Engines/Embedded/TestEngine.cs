using EventPlatform.Contracts.Events;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.TestingHost;

namespace EventPlatform.EndToEnd.Tests;

/// <summary>What the test cluster needs to be told on this engine.</summary>
internal static class TestEngine
{
    internal static void Configure(InProcessTestClusterBuilder builder, int partitions)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(partitions, 1);
        builder.ConfigureSilo((_, silo) => silo.AddMemoryStreams(EventPartition.Stream));
        builder.ConfigureClient(client => client.AddMemoryStreams(EventPartition.Stream));
    }

    internal static void UseClock(ISiloBuilder silo, TimeProvider clock) => silo.Services.Replace(ServiceDescriptor.Singleton(clock));
}
