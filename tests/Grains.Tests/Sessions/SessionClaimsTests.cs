using EventPlatform.Contracts.Sessions;
using EventPlatform.Grains.Sessions;

namespace EventPlatform.Grains.Tests.Sessions;

public sealed class SessionClaimsTests
{
    private static readonly Guid Small = new("00000000-0000-4000-8000-000000000001");
    private static readonly Guid Large = new("00000000-0000-4000-8000-000000000002");

    [Fact]
    public void IsEarlier_TimeThenIncarnation_IsATotalOrder()
    {
        var first = Claims.New(new GatewayRef("a", Large), "s", "u", 1);
        var second = Claims.New(new GatewayRef("b", Small), "s", "u", 2);
        var third = Claims.New(new GatewayRef("c", Large), "s", "u", 2);
        Assert.True(SessionClaims.IsEarlier(first, second));
        Assert.False(SessionClaims.IsEarlier(second, first));
        Assert.True(SessionClaims.IsEarlier(second, third));
        Assert.False(SessionClaims.IsEarlier(third, second));
        Assert.False(SessionClaims.IsEarlier(third, third));
    }
}
