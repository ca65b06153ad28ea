using EventPlatform.Gateway.Configuration;
using EventPlatform.Gateway.Security;
using EventPlatform.Gateway.Transport;
using Microsoft.AspNetCore.Http;

namespace EventPlatform.Gateway.Tests.EventFeed;

/// <summary>Who may come in, and in which order that is asked (docs/protocols/event-feed.md, 1).</summary>
public class FeedGateTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("10.0.0.1", "manager:manag3rpa55word", "", 403)]
    [InlineData("10.0.0.1", null, "?filter=x", 403)]
    [InlineData("127.0.0.1", null, "?filter=x", 401)]
    [InlineData("127.0.0.1", "manager:wrong", "", 401)]
    [InlineData("127.0.0.1", "manager:", "", 401)]
    [InlineData("127.0.0.1", "Manager:manag3rpa55word", "", 401)]
    [InlineData("127.0.0.1", "manager:manag3rpa55word", "?filter=x", 400)]
    public async Task Decide_Stranger_IsRefused(string address, string? credentials, string query, int status)
    {
        using var bench = new FeedBench();
        var refusal = await bench.Refused(FeedBench.Request(query, credentials, address));
        Assert.Equal(status, refusal.Status);
        Assert.Equal(status == 401 ? "WWW-Authenticate: Basic realm=\"communication_manager\"" : null, refusal.Header);
        Assert.True(bench.Audience.IsEmpty);
    }

    [Theory, InlineData("Bearer abc"), InlineData("Basic"), InlineData("Basic !!!"), InlineData("x")]
    public async Task Decide_OtherCredentials_AreRefused(string authorization)
    {
        using var bench = new FeedBench();
        var request = FeedBench.Request();
        request.Headers.Authorization = authorization;
        Assert.Equal(401, (await bench.Refused(request)).Status);
    }

    [Fact]
    public async Task Decide_PlainWhereTlsIsRequired_IsRefused()
    {
        using var bench = new FeedBench { Settings = new PlatformOptions { Tls = new TlsOptions { Required = true } } };
        Assert.Equal(403, (await bench.Refused(FeedBench.Request(credentials: null))).Status);
    }

    [Theory]
    [InlineData("10.0.0.1", null, true)]
    [InlineData("10.0.0.1", "192.168.1.7", true)]
    [InlineData("10.0.0.1", "192.168.1.7, 10.0.0.2", true)]
    [InlineData("10.0.0.1", "192.168.1.7, 8.8.8.8", false)]
    [InlineData("10.0.0.1", "8.8.8.8, 192.168.1.7, 10.0.0.2", true)]
    [InlineData("10.0.0.1", "unknown", false)]
    [InlineData("192.168.1.7", "8.8.8.8", true)]
    public async Task Decide_BehindProxies_TheForwardedAddressCounts(string address, string? forwarded, bool isAdmitted)
    {
        using var bench = new FeedBench
        {
            Settings = new PlatformOptions
            {
                Access = new AccessOptions
                {
                    Http = AccessList.Of("192.168.0.0/16", "10.0.0.1"),
                    TrustedProxies = AccessList.Of("10.0.0.0/8"),
                },
            },
        };
        var request = FeedBench.Request(address: address);
        request.Headers["X-Forwarded-For"] = forwarded;
        var decision = await bench.Endpoint.Decide(request, Cancel);
        Assert.Equal(isAdmitted, decision is UpgradeDecision.Accept);
    }

    [Fact]
    public async Task Decide_BadHandshake_LeavesNobodyBehind()
    {
        using var bench = new FeedBench();
        var request = FeedBench.Request();
        request.Headers["Sec-WebSocket-Version"] = "8";
        var decision = await new Upgrades([bench.Endpoint]).Decide(request, Cancel);
        Assert.Equal(426, Assert.IsType<UpgradeDecision.Refuse>(decision).Response.Status);
        Assert.True(bench.Audience.IsEmpty);
    }

    [Fact]
    public async Task Decide_CompressionOffered_IsNotAgreedOn()
    {
        using var bench = new FeedBench();
        var offer = new HeaderDictionary { ["Sec-WebSocket-Extensions"] = "permessage-deflate" };
        Assert.Null((await bench.Accept()).Deflate(offer));
    }

    [Theory, InlineData("ExternalApi"), InlineData("")]
    public async Task Decide_OtherListener_IsNotOurs(string listener)
    {
        using var bench = new FeedBench();
        Assert.Null(await bench.Endpoint.Decide(FeedBench.RequestWith(new HeaderDictionary(), listener: listener), Cancel));
    }
}
