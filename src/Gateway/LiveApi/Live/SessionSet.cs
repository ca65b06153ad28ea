using System.Collections.Immutable;
using System.Text.Json;
using EventPlatform.Contracts.Sessions;
using EventPlatform.Gateway.LiveApi.Paging;
using EventPlatform.Gateway.LiveApi.Rest;

namespace EventPlatform.Gateway.LiveApi.Live;

/// <summary>Sessions of all services, by user name, then id; of one user if given. <c>getByName</c> takes a user name.</summary>
internal sealed class SessionSet(Guid? userId = null) : ResourceSet<SessionView>
{
    private static readonly NameOrder<SessionView> ByName = new(session => (session.Claim.User, session.Claim.SessionId));

    protected override PageOrder<SessionView> Order => ByName;

    protected override async ValueTask<Found<ImmutableArray<SessionView>>> Items(Exchange exchange)
    {
        var claims = await Claims(exchange);
        return claims.IsOk ? ByName.Sort(claims.Value.Select(claim => new SessionView(claim))) : claims.Problem;
    }

    protected override async ValueTask<Found<SessionView>> Find(string id, Exchange exchange)
    {
        var claims = await Claims(exchange);
        if (!claims.IsOk)
        {
            return claims.Problem;
        }

        return claims.Value.FirstOrDefault(claim => claim.SessionId == id) is { } found ? new SessionView(found) : Problem.NoObject;
    }

    protected override async ValueTask<Found<SessionView>> FindByName(string name, Exchange exchange)
    {
        var claims = await Claims(exchange);
        if (!claims.IsOk)
        {
            return claims.Problem;
        }

        return claims.Value.Where(claim => claim.User == name).Take(2).ToArray() switch
        {
            [] => Problem.NoObject,
            [var only] => new SessionView(only),
            _ => Problem.Conflict("getByName", "the user has several sessions"),
        };
    }

    protected override ValueTask<Found<ImmutableArray<SessionView>>> Complete(ImmutableArray<SessionView> page, Exchange exchange) =>
        SubscriptionCounts.Fill(page, exchange);

    protected override void Write(Utf8JsonWriter json, SessionView item) => LiveJson.Write(json, item);

    protected override Resource Open(SessionView item, Exchange exchange) => new SessionResource(item);

    private async ValueTask<Found<IEnumerable<SessionClaim>>> Claims(Exchange exchange)
    {
        var claims = await exchange.Services.Sessions.List(service: null, exchange.Aborted);
        return claims.IsOk
            ? new Found<IEnumerable<SessionClaim>>(claims.Value.Where(claim => userId is null || claim.UserId == userId), null)
            : RefusalProblems.Of(claims);
    }
}
