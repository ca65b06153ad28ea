using EventPlatform.Gateway.Configuration;
using EventPlatform.Gateway.ExternalApi.Connections;

namespace EventPlatform.Gateway.Tests.ExternalApi;

public sealed class SharedBoundsTests
{
    [Fact]
    public void Of_SameLimits_IsTheSame_OfOthers_IsByThem()
    {
        var (first, second) = (new LimitsOptions { MessageBytes = 100 }, new LimitsOptions { MessageBytes = 200 });
        var sut = new SharedBounds(ConnectionBounds.WebSocket);
        var bounds = sut.Of(first);
        Assert.Same(bounds, sut.Of(first));
        Assert.Equal(ConnectionBounds.WebSocket(first), bounds);
        Assert.Equal(ConnectionBounds.WebSocket(second), sut.Of(second));
        Assert.Equal(bounds, sut.Of(first));
    }
}
