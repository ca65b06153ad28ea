using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;

namespace Orleans.Embedded.Tests;

/// <summary>Each activation has services of its own, whether they were made for it at once or when it asked.</summary>
public sealed class ScopeTests : IAsyncLifetime
{
    private readonly ScopeCounts _counts = new();
    private readonly InProcessTestCluster _cluster;

    public ScopeTests()
        => _cluster = new InProcessTestClusterBuilder(1)
            .ConfigureSilo((_, silo) =>
            {
                silo.Services.AddSingleton(_counts);
                silo.Services.AddSingleton<SiloService>();
                silo.Services.AddScoped<ScopedService>();
            })
            .Build();

    public async ValueTask InitializeAsync() => await _cluster.DeployAsync();

    public async ValueTask DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task Scoped_GivenAndAsked_IsTheActivationsOwn()
    {
        var (a, b) = (_cluster.Client.GetGrain<IScopedGrain>("a"), _cluster.Client.GetGrain<IScopedGrain>("b"));
        Assert.Equal((1, 2), (await a.Given(), await b.Given()));
        Assert.Equal((1, 2), (await a.Asked(), await b.Asked()));
    }

    [Fact]
    public async Task Scopeless_Asked_IsTheActivationsOwn()
    {
        var (a, b) = (_cluster.Client.GetGrain<IScopelessGrain>("a"), _cluster.Client.GetGrain<IScopelessGrain>("b"));
        Assert.Equal((100, 100), (await a.Given(), await b.Given()));
        Assert.Equal((1, 2, 1), (await a.Asked(), await b.Asked(), await a.Asked()));
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task Deactivation_DisposesWhatWasMade(bool isScoped)
    {
        IScopeGrain grain = isScoped ? _cluster.Client.GetGrain<IScopedGrain>("a") : _cluster.Client.GetGrain<IScopelessGrain>("a");
        Assert.Equal(1, await grain.Asked());
        Assert.Equal(0, _counts.Disposed);
        await grain.End();

        // The next activation begins when the one before has been removed; its services go right after.
        Assert.Equal(2, await grain.Asked());
        Assert.True(SpinWait.SpinUntil(() => _counts.Disposed == 1, TimeSpan.FromSeconds(10)));
    }

    [Theory]
    [InlineData(typeof(SiloService), true)]
    [InlineData(typeof(IComparer<int>), true)]
    [InlineData(typeof(IList<int>), false)]
    [InlineData(typeof(ScopedService), false)]
    [InlineData(typeof(ScopeCounts), false)]
    [InlineData(typeof(IServiceProvider), false)]
    [InlineData(typeof(IEnumerable<SiloService>), false)]
    [InlineData(typeof(string), false)]
    public void IsSingleton_ByTheLastRegistration(Type service, bool isSingleton)
    {
        var services = new ServiceCollection();
        services.AddSingleton<SiloService>();
        services.AddScoped<ScopedService>();
        services.AddSingleton<ScopeCounts>();
        services.AddTransient<ScopeCounts>();
        services.AddSingleton(typeof(IComparer<>), typeof(Comparer<>));
        services.AddSingleton(typeof(IList<>), typeof(List<>));
        services.AddScoped<IList<int>, List<int>>();
        services.AddKeyedSingleton("key", "value");
        Assert.Equal(isSingleton, new ServiceLifetimes(services).IsSingleton(service));
    }
}
