using EventPlatform.Contracts.Sessions;
using EventPlatform.Grains.Sessions;
using EventPlatform.Testing;

namespace EventPlatform.Grains.Tests.Sessions;

public sealed class UserIndexTests
{
    private static readonly SessionLease Lease = SessionLease.WhereGrainsAreLostAlone;

    [Fact]
    public void ForgetSilent_NotRenewed_IsForgotten()
    {
        var time = new ManualTimeProvider();
        var index = new UserIndex(Lease, time);
        var gateway = Claims.NewGateway();
        var silent = Claims.New(gateway);
        var renewed = Claims.New(gateway);
        index.Join(silent);
        index.Join(renewed);
        time.Advance(Lease.UserSilenceMax / 2);
        index.Join(renewed);
        time.Advance(Lease.UserSilenceMax / 2);
        index.ForgetSilent();
        Assert.Equal([renewed], index.List().Sessions);
        Assert.False(index.IsEmpty);
    }

    [Fact]
    public void Join_AndLeave_AnyNumber_ListsThoseThatStay()
    {
        var index = new UserIndex(Lease, new ManualTimeProvider());
        var gateway = Claims.NewGateway();
        var claims = Enumerable.Range(0, 3 * UserIndex.FewMax).Select(_ => Claims.New(gateway)).ToList();
        for (var count = 1; count <= claims.Count; count++)
        {
            index.Join(claims[count - 1]);
            index.Join(claims[0]);
            AssertHas(index, claims[..count]);
        }

        for (var left = claims.Count - 1; left >= 0; left--)
        {
            index.Leave(claims[left].SessionId);
            index.Leave("unknown");
            AssertHas(index, claims[..left]);
        }

        Assert.True(index.IsEmpty);
    }

    [Theory, InlineData(1), InlineData(100)]
    public void Join_AgainAndAgain_ForgetsTheSilent(int silentCount)
    {
        var time = new ManualTimeProvider();
        var index = new UserIndex(Lease, time);
        var gateway = Claims.NewGateway();
        var renewed = Claims.New(gateway);
        Enumerable.Range(0, silentCount).Select(_ => Claims.New(gateway)).ToList().ForEach(index.Join);
        for (var at = TimeSpan.Zero; at < Lease.UserSilenceMax; at += Lease.RenewEvery)
        {
            index.Join(renewed);
            AssertCount(silentCount + 1, index);
            time.Advance(Lease.RenewEvery);
        }

        time.Advance(Lease.UserSilenceMax / UserIndex.Sweeps);
        index.Join(renewed);
        Assert.Equal([renewed], index.List().Sessions);
    }

    private static void AssertCount(int count, UserIndex index) => Assert.Equal(count, index.List().Sessions.Length);

    private static void AssertHas(UserIndex index, IReadOnlyCollection<SessionClaim> claims) =>
        Assert.Equal(claims.Select(claim => claim.SessionId).Order(), index.List().Sessions.Select(claim => claim.SessionId).Order());
}
