using System.Net;
using EventPlatform.Gateway.Configuration;
using EventPlatform.Gateway.EventFeed.Filters;
using EventPlatform.Gateway.Hosting;
using EventPlatform.Gateway.Transport;

namespace EventPlatform.Gateway.EventFeed;

/// <summary>The event feed over WebSocket (docs/protocols/event-feed.md, 1): events out, filter messages in.</summary>
/// <param name="limits">The limits as they are now.</param>
/// <param name="gate">Who may come in.</param>
/// <param name="audience">Where events come from.</param>
/// <param name="metrics">Counts connections.</param>
/// <param name="addresses">Counts the connections of each client address.</param>
/// <param name="time">The time of replies.</param>
internal sealed class FeedEndpoint(
    Func<LimitsOptions> limits,
    FeedGate gate,
    FeedAudience audience,
    FeedMetrics metrics,
    AddressConnections addresses,
    TimeProvider time) : IWebSocketEndpoint
{
    public const string Path = "/communication_manager/ws/event";

    /// <summary>While so many bytes of replies are unsent, no further message of that connection is read.</summary>
    private const int UnsentRepliesMax = 262_144;

    private static readonly UpgradeDecision TooMany =
        new UpgradeDecision.Refuse(new HttpRefusal(StatusCodes.Status429TooManyRequests));

    /// <summary>Whether the feed is on this listener.</summary>
    public static bool IsOn(string listener) => listener is nameof(ListenersOptions.Http) or nameof(ListenersOptions.Https);

    public async ValueTask<UpgradeDecision?> Decide(UpgradeRequest request, CancellationToken cancellationToken)
    {
        if (request.Path != Path || !IsOn(request.Listener))
        {
            return null;
        }

        if (await gate.Check(request, cancellationToken) is { } refusal)
        {
            return new UpgradeDecision.Refuse(refusal);
        }

        return FeedQuery.Read(request.Query) is { } query
            ? Open(query, gate.ClientOf(request) ?? IPAddress.None)
            : new UpgradeDecision.Refuse(new HttpRefusal(StatusCodes.Status400BadRequest, Body: "Invalid filter."));
    }

    /// <summary>The upgrade counts as a connection from here on, so that many at once do not pass the limit.</summary>
    private UpgradeDecision Open(FeedQuery query, IPAddress address)
    {
        var now = limits();
        if (!addresses.TryEnter(address, now.ConnectionsPerAddress))
        {
            return TooMany;
        }

        var client = new FeedClient(now.FeedQueueBytes, metrics.Door);
        audience.Add(client, query.Filters);

        // Nothing can be replayed yet, so every resume begins with now.
        var greeting = query.Since is null ? default : FeedReplies.Resume(isRecovered: false);
        return new UpgradeDecision.Accept(OptionsOf(now), connection => Run(connection, client, greeting, address))
        {
            Abandoned = () => Leave(client, address),
        };
    }

    private static MessageConnectionOptions OptionsOf(LimitsOptions limits) => new()
    {
        MessageBytesMax = limits.MessageBytes,
        QueueBytesMax = limits.FeedQueueBytes,
        PingInterval = limits.PingInterval,
        IdleTimeout = limits.IdleTimeout,
        PingIsActivity = true,
    };

    private async Task Run(MessageConnection connection, FeedClient client, ReadOnlyMemory<byte> greeting, IPAddress address)
    {
        audience.Connect(client, connection, greeting);
        metrics.Door.ConnectionOpened();
        try
        {
            while (await connection.WaitRepliesBelow(UnsentRepliesMax))
            {
                var message = await connection.Read();
                switch (message.Kind)
                {
                    case InboundKind.Text:
                        Answer(client, FilterMessageReader.Read(message.Payload.Span));
                        break;
                    case InboundKind.Binary:
                        connection.Close(CloseCode.UnsupportedData);
                        return;
                    case InboundKind.End:
                        return;
                }
            }
        }
        finally
        {
            Leave(client, address);
            metrics.Door.ConnectionClosed();
        }
    }

    private void Leave(FeedClient client, IPAddress address)
    {
        audience.Remove(client);
        addresses.Leave(address);
    }

    private void Answer(FeedClient client, FilterMessage message)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        if (message.Set is { } filters)
        {
            audience.Change(client, filters, FeedReplies.Success(message.CorrelationId, now));
        }
        else
        {
            client.Reply(FeedReplies.Error(message.CorrelationId, message.Error!, now));
        }
    }
}
