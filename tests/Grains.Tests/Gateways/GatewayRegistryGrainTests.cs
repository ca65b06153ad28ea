using EventPlatform.Contracts;
using EventPlatform.Contracts.Gateways;
using EventPlatform.Grains.Tests.Hosting;
using EventPlatform.Grains.Tests.Sessions;

namespace EventPlatform.Grains.Tests.Gateways;

[Collection(ClusterCollection.Name)]
public sealed class GatewayRegistryGrainTests(PlatformCluster cluster)
{
    private IGatewayRegistryGrain Registry => cluster.Grain<IGatewayRegistryGrain>(0);

    [Fact]
    public async Task Renew_NewIncarnationOfAGateway_NamesTheFormerUntilSettled()
    {
        var former = Claims.NewGateway();
        var next = former with { Incarnation = TestIds.New() };
        await Registry.Renew(former);
        var view = (await Registry.Renew(next)).Value!;
        Assert.Contains(next, view.Live);
        Assert.DoesNotContain(former, view.Live);
        Assert.Contains(former, view.Ended);
        await cluster.Forget(Registry);
        Assert.Contains(former, (await Registry.View()).Ended);
        await Registry.Settled(former);
        Assert.DoesNotContain(former, (await Registry.View()).Ended);
        Assert.Equal(RefusalKind.Gone, (await Registry.Renew(former)).Refusal?.Kind);
    }

    [Fact]
    public async Task Renew_AfterTheRegistryWasLost_StillKnowsTheLive()
    {
        var gateway = Claims.NewGateway();
        await Registry.Renew(gateway);
        await cluster.Forget(Registry);
        Assert.Contains(gateway, (await Registry.View()).Live);
    }

    [Fact]
    public async Task Leave_Gateway_IsNotNamedAsEndedAndCannotComeBack()
    {
        var gateway = Claims.NewGateway();
        await Registry.Renew(gateway);
        await Registry.Leave(gateway);
        var view = await Registry.View();
        Assert.DoesNotContain(gateway, view.Live);
        Assert.DoesNotContain(gateway, view.Ended);
        Assert.Equal(RefusalKind.Gone, (await Registry.Renew(gateway)).Refusal?.Kind);
    }

    [Fact]
    public async Task Renew_WriteFails_TellsNothingThatIsNotDurable()
    {
        var gateway = Claims.NewGateway();
        await Registry.View();
        cluster.Storage.FailWrite("registry", StorageFault.NotWritten);
        await Assert.ThrowsAnyAsync<Exception>(() => Registry.Renew(gateway));
        Assert.DoesNotContain(gateway, (await Eventually.Succeeds(() => Registry.View())).Live);
        Assert.True((await Registry.Renew(gateway)).IsOk);
    }
}
