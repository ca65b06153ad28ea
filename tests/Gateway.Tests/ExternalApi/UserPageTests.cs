using System.Collections.Immutable;
using EventPlatform.Contracts.Sessions;
using EventPlatform.Gateway.ExternalApi.Core;

namespace EventPlatform.Gateway.Tests.ExternalApi;

public sealed class UserPageTests
{
    [Fact]
    public void Of_RandomSessions_IsAsSortingThemAllWouldGive()
    {
        var random = new Random(1);
        for (var round = 0; round < 500; round++)
        {
            var all = Enumerable.Range(0, random.Next(30))
                .Select(number => Session($"u{random.Next(12)}", random.Next(5), $"s{number}"))
                .ToImmutableArray();
            var after = random.Next(2) == 0 ? null : $"u{random.Next(12)}";
            var limit = random.Next(1, 15);
            var expected = all
                .Where(claim => after is null || string.CompareOrdinal(claim.User, after) > 0)
                .GroupBy(claim => claim.User)
                .OrderBy(user => user.Key, StringComparer.Ordinal)
                .Take(limit)
                .SelectMany(user => user.OrderBy(claim => claim.LoginTime).ThenBy(claim => claim.SessionId, StringComparer.Ordinal));
            Assert.Equal(expected, UserPage.Of(all, after, limit));
        }
    }

    private static SessionClaim Session(string user, long loginTime, string id) =>
        new(id, "default", user, Guid.Empty, new GatewayRef("g", Guid.Empty), loginTime, "", "", 0);
}
