using System.Collections.Immutable;
using System.Text.Json;
using EventPlatform.Contracts;
using EventPlatform.Gateway.LiveApi.Rest;

namespace EventPlatform.Gateway.LiveApi.Live;

/// <summary>Numbers of subscriptions: of own sessions they are at hand, of others their gateways are asked, a few at a time.</summary>
internal static class SubscriptionCounts
{
    private const int CallsMax = 64;

    /// <summary>The sessions with their numbers, without those that ended meanwhile.</summary>
    public static async ValueTask<Found<ImmutableArray<SessionView>>> Fill(ImmutableArray<SessionView> sessions, Exchange exchange)
    {
        var filled = ImmutableArray.CreateBuilder<SessionView>(sessions.Length);
        foreach (var chunk in sessions.Chunk(CallsMax))
        {
            foreach (var (session, found) in chunk.Zip(await Task.WhenAll(chunk.Select(session => CountOf(session, exchange)))))
            {
                if (!found.IsOk)
                {
                    return found.Problem;
                }

                if (found.Value is { } count)
                {
                    filled.Add(session with { Subscriptions = count });
                }
            }
        }

        return filled.DrainToImmutable();
    }

    /// <summary>The number; null when the session has ended.</summary>
    private static async Task<Found<int?>> CountOf(SessionView session, Exchange exchange)
    {
        if (exchange.Services.Sessions.FindLocal(session.Claim.SessionId) is { } local)
        {
            return local.SubscriptionCount;
        }

        var described = await exchange.Services.Sessions.Describe(session.Claim.SessionId, exchange.Aborted);
        if (described.Refusal?.Kind == RefusalKind.NotFound)
        {
            return (int?)null;
        }

        if (!described.IsOk)
        {
            return RefusalProblems.Of(described);
        }

        using var document = JsonDocument.Parse(described.Value);
        return document.RootElement.TryGetProperty("subscriptions", out var count) && count.TryGetInt32(out var number) ? number : 0;
    }
}
