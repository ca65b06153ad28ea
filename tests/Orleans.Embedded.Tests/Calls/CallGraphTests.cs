using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;

namespace Orleans.Embedded.Tests;

public sealed class CallGraphTests : IAsyncLifetime
{
    private readonly InProcessTestCluster _cluster = new InProcessTestClusterBuilder(1)
        .ConfigureSilo((_, silo) => silo.Services.AddSingleton(new CallGraph().AllowClient<IEdgeGrain>().Allow<IEdgeGrain, IOtherGrain>()))
        .Build();

    public async ValueTask InitializeAsync() => await _cluster.DeployAsync();

    public async ValueTask DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task Call_AlongAnEdge_Runs()
    {
        await _cluster.Client.GetGrain<IEdgeGrain>("a").Call();
        await _cluster.Client.GetGrain<IEdgeGrain>("a").CallOther("b");
    }

    [Fact]
    public async Task Call_ByAClientWithoutEdge_NamesBothEnds()
    {
        var failure = await Assert.ThrowsAsync<CallGraphException>(_cluster.Client.GetGrain<IOtherGrain>("b").Call);
        Assert.Contains("A client may not call IOtherGrain.Call of other/b", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_AgainstAnEdge_NamesBothEnds()
    {
        await using var cluster = new InProcessTestClusterBuilder(1)
            .ConfigureSilo((_, silo) => silo.Services.AddSingleton(new CallGraph().AllowClient<IOtherGrain>()))
            .Build();
        await cluster.DeployAsync();
        var failure = await Assert.ThrowsAsync<CallGraphException>(() => cluster.Client.GetGrain<IOtherGrain>("b").CallEdge("a"));
        Assert.Contains("other/b may not call IEdgeGrain.Call of edge/a", failure.Message, StringComparison.Ordinal);
    }
}
