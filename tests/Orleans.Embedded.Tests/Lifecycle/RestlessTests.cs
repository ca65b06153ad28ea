using Orleans.TestingHost;

namespace Orleans.Embedded.Tests;

public sealed class RestlessTests
{
    [Fact]
    public async Task Calls_ToGrainsThatEndAllTheTime_AreAllAnswered()
    {
        const int Callers = 40;
        const int Calls = 500;
        await using var cluster = new InProcessTestClusterBuilder(1).Build();
        await cluster.DeployAsync();
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(
            async () =>
            {
                var grain = cluster.Client.GetGrain<IRestlessGrain>(caller % 20);
                for (var i = 0; i < Calls; i++)
                {
                    Assert.Equal(i, await grain.Echo(i));
                }
            },
            TestContext.Current.CancellationToken)));
    }
}
