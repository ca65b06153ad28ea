using Orleans.Configuration;
using Orleans.TestingHost;

[assembly: AssemblyFixture(typeof(EventPlatform.Engine.Tests.Cluster))]

namespace EventPlatform.Engine.Tests;

/// <summary>One silo and one client for all tests, set up with what both engines know.</summary>
public sealed class Cluster : IAsyncLifetime
{
    internal const string Storage = "state";
    internal const string Streams = "events";

    private readonly InProcessTestCluster _cluster = new InProcessTestClusterBuilder(1)
        .ConfigureSilo((_, silo) =>
        {
            silo.AddMemoryGrainStorage(Storage);
            silo.AddMemoryGrainStorage("PubSubStore");
            silo.AddMemoryStreams(Streams);
            silo.Configure<GrainCollectionOptions>(options =>
            {
                options.CollectionQuantum = TimeSpan.FromSeconds(1);
                options.ClassSpecificCollectionAge[typeof(IdleGrain).FullName!] = TimeSpan.FromSeconds(2);
                options.ClassSpecificCollectionAge[typeof(TickingGrain).FullName!] = TimeSpan.FromSeconds(2);
            });
        })
        .ConfigureClient(client => client.AddMemoryStreams(Streams))
        .Build();

    internal IClusterClient Client => _cluster.Client;

    public async ValueTask InitializeAsync() => await _cluster.DeployAsync();

    public async ValueTask DisposeAsync() => await _cluster.DisposeAsync();

    internal T Grain<T>(string key)
        where T : IGrainWithStringKey
        => Client.GetGrain<T>(key);
}
