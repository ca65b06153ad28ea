using System.Net;
using EventPlatform.Gateway.Configuration;
using EventPlatform.Gateway.EventFeed.Filters;
using EventPlatform.Gateway.Management;
using EventPlatform.Gateway.Transport;

namespace EventPlatform.Gateway.EventFeed;

/// <summary>The event feed over WebSocket (docs/protocols/event-feed.md, 1): events out, filter messages in.</summary>
/// <param name="gate">Who may come in.</param>
/// <param name="entrance">Lets readers in.</param>
/// <param name="metrics">Counts connections.</param>
/// <param name="time">The time of replies.</param>
internal sealed class FeedEndpoint(FeedGate gate, FeedEntrance entrance, FeedMetrics metrics, TimeProvider time) : IWebSocketEndpoint
{
    public const string Path = "/communication_manager/ws/event";

    /// <summary>While so many bytes of replies are unsent, no further message of that connection is read.</summary>
    private const int UnsentRepliesMax = 262_144;

    private static readonly UpgradeDecision TooMany =
        new UpgradeDecision.Refuse(new HttpRefusal(StatusCodes.Status429TooManyRequests));

    private static readonly UpgradeDecision Invalid =
        new UpgradeDecision.Refuse(new HttpRefusal(StatusCodes.Status400BadRequest, Body: FeedQuery.Refused));

    /// <summary>Whether a plain request is for this path of the feed: routing would let other spellings of it through.</summary>
    public static bool IsFor(HttpContext context, string path) =>
        context.Request.Path.Value == path && IsOn(context.Features.Get<ListenerFeature>()?.Key ?? "");

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

        if (FeedQuery.Read(request.Query) is not { } query)
        {
            return Invalid;
        }

        var address = gate.ClientOf(request) ?? IPAddress.None;
        if (await entrance.Open(query, FeedFormat.Json, address, cancellationToken) is not { } visit)
        {
            return TooMany;
        }

        var greeting = query.Since is null ? default : FeedReplies.Resume(visit.IsRecovered);
        return new UpgradeDecision.Accept(OptionsOf(entrance.Limits), connection => Run(connection, visit, greeting))
        {
            Abandoned = visit.Abandon,
        };
    }

    private static MessageConnectionOptions OptionsOf(LimitsOptions limits) => new()
    {
        Door = Doors.Feed,
        MessageBytesMax = limits.MessageBytes,
        QueueBytesMax = limits.FeedQueueBytes,
        PingInterval = limits.PingInterval,
        IdleTimeout = limits.IdleTimeout,
        PingIsActivity = true,
    };

    private async Task Run(MessageConnection connection, FeedVisit visit, ReadOnlyMemory<byte> greeting)
    {
        visit.Begin(connection, greeting);
        metrics.Door.ConnectionOpened();
        try
        {
            await ReadAll(connection, visit);
        }
        finally
        {
            metrics.Door.ConnectionClosed();
            await visit.End(connection);
        }
    }

    private async Task ReadAll(MessageConnection connection, FeedVisit visit)
    {
        while (await connection.WaitRepliesBelow(UnsentRepliesMax))
        {
            var message = await connection.Read();
            switch (message.Kind)
            {
                case InboundKind.Text:
                    Answer(visit, FilterMessageReader.Read(message.Payload.Span));
                    break;
                case InboundKind.Binary:
                    connection.Close(CloseCode.UnsupportedData);
                    return;
                case InboundKind.End:
                    return;
            }
        }
    }

    private void Answer(FeedVisit visit, FilterMessage message)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        if (message.Set is { } filters)
        {
            visit.Change(filters, FeedReplies.Success(message.CorrelationId, now));
        }
        else
        {
            visit.Reply(FeedReplies.Error(message.CorrelationId, message.Error!, now));
        }
    }
}
