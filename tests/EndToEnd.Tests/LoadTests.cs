namespace EventPlatform.EndToEnd.Tests;

public sealed class LoadTests
{
    [Fact]
    public async Task Login_200AtOnceOnAFreshGateway_AllSucceedAndGetTheirEvents()
    {
        await using var platform = await Platform.Start();
        var (_, ports) = await platform.AddGateway();
        await ManyClients.LogInAndPublish(ports);
    }
}
