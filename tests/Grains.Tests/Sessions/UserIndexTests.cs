using EventPlatform.Grains.Sessions;
using EventPlatform.Testing;

namespace EventPlatform.Grains.Tests.Sessions;

public sealed class UserIndexTests
{
    [Fact]
    public void ForgetSilent_NotRenewed_IsForgotten()
    {
        var time = new ManualTimeProvider();
        var index = new UserIndex(time);
        var gateway = Claims.NewGateway();
        var silent = Claims.New(gateway);
        var renewed = Claims.New(gateway);
        index.Join(silent);
        index.Join(renewed);
        time.Advance(UserIndex.SilenceMax / 2);
        index.Join(renewed);
        time.Advance(UserIndex.SilenceMax / 2);
        index.ForgetSilent();
        Assert.Equal([renewed], index.List().Sessions);
        Assert.False(index.IsEmpty);
    }
}
