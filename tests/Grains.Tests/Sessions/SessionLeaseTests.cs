using EventPlatform.Contracts.Sessions;

namespace EventPlatform.Grains.Tests.Sessions;

public sealed class SessionLeaseTests
{
    public static TheoryData<SessionLease> Leases => [SessionLease.WhereGrainsAreLostAlone, SessionLease.WhereGrainsAreLostTogether];

    [Theory, MemberData(nameof(Leases))]
    public void Duration_IsLongEnough_ThatOneRenewalMayFail(SessionLease lease) => Assert.True(2 * lease.RenewEvery < lease.Duration);

    [Theory, MemberData(nameof(Leases))]
    public void UserSilenceMax_IsLongEnough_ThatASessionEndsItselfBefore(SessionLease lease) =>
        Assert.True(lease.Duration + PlatformGrains.CollectionQuantum(lease) < lease.UserSilenceMax);
}
