using System.Net;
using EventPlatform.Gateway.Configuration;
using EventPlatform.Gateway.ExternalApi;
using EventPlatform.Gateway.Hosting;
using EventPlatform.Gateway.Transport;
using Microsoft.AspNetCore.Http;

namespace EventPlatform.Gateway.Tests.ExternalApi;

/// <summary><c>Limits:ConnectionsPerAddress</c> over WebSocket: what is counted is given back, whatever becomes of the upgrade.</summary>
public sealed class ConnectionsPerAddressTests : IDisposable
{
    private readonly ApiWorld _world = new(new LimitsOptions { ConnectionsPerAddress = 1 });
    private readonly ExternalApiWebSockets _endpoint;

    public ConnectionsPerAddressTests() => _endpoint = new ExternalApiWebSockets(_world.Services, new AddressConnections());

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Decide_OverTheLimit_Is429UntilTheFirstHasEnded()
    {
        var accept = Assert.IsType<UpgradeDecision.Accept>(await Decide());
        Assert.Equal(429, Assert.IsType<UpgradeDecision.Refuse>(await Decide()).Response.Status);

        using var peer = new TestPeer();
        var running = accept.Run(peer.Connection);
        Assert.Equal(429, Assert.IsType<UpgradeDecision.Refuse>(await Decide()).Response.Status);
        await peer.End();
        await running.WaitAsync(Cancel);
        Assert.IsType<UpgradeDecision.Accept>(await Decide());
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Upgrade_ClientGoneBeforeTheAnswer_GivesItsPlaceBack(bool isLater)
    {
        await (isLater ? GoneClient.AsksLater(_endpoint, "ExternalApi", "/") : GoneClient.AsksFirst(_endpoint, "ExternalApi", "/"));
        Assert.IsType<UpgradeDecision.Accept>(await Decide());
    }

    [Fact]
    public async Task Upgrade_BadHandshake_GivesItsPlaceBack()
    {
        var decision = await new Upgrades([_endpoint]).Decide(Request(), Cancel);
        Assert.Equal(426, Assert.IsType<UpgradeDecision.Refuse>(decision).Response.Status);
        Assert.IsType<UpgradeDecision.Accept>(await Decide());
    }

    public void Dispose() => _world.Dispose();

    private static UpgradeRequest Request() => new()
    {
        RawTarget = "/",
        Path = "/",
        Query = "",
        Headers = new HeaderDictionary(),
        RemoteEndPoint = new IPEndPoint(IPAddress.Loopback, 5_000),
        LocalEndPoint = null,
        IsTls = false,
        Listener = "ExternalApi",
    };

    private async Task<UpgradeDecision?> Decide()
    {
        var request = Request();
        request.Headers.Host = "x";
        request.Headers.SecWebSocketVersion = "13";
        request.Headers.SecWebSocketKey = "dGhlIHNhbXBsZSBub25jZQ==";
        return await _endpoint.Decide(request, Cancel);
    }
}
