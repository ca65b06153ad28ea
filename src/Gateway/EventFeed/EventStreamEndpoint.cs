using System.Net;
using EventPlatform.Gateway.EventFeed.Filters;
using EventPlatform.Gateway.Management;
using EventPlatform.Gateway.Transport;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace EventPlatform.Gateway.EventFeed;

/// <summary>
/// The event feed as Server-Sent Events (docs/protocols/event-feed.md, 5). Behind the host's HTTP door, which knows who may come in.
/// </summary>
/// <param name="entrance">Lets readers in.</param>
/// <param name="runner">Runs the response as a connection.</param>
/// <param name="metrics">Counts connections.</param>
internal sealed class EventStreamEndpoint(FeedEntrance entrance, ConnectionRunner runner, FeedMetrics metrics)
{
    public const string Path = "/communication_manager/sse/event";

    /// <summary>Where the browser goes on by itself.</summary>
    private const string LastEventId = "Last-Event-ID";

    public async Task Answer(HttpContext context)
    {
        if (!FeedEndpoint.IsFor(context, Path))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        if (FeedQuery.Read(context.Request.QueryString.Value?.TrimStart('?') ?? "") is not { } query)
        {
            await Refuse(context.Response);
            return;
        }

        // The header wins: a browser that comes back by itself asks for the same URL again.
        var last = context.Request.Headers[LastEventId].ToString();
        query = last.Length > 0 ? query with { Since = last } : query;
        var address = context.Connection.RemoteIpAddress ?? IPAddress.None;
        if (await entrance.Open(query, FeedFormat.EventStream, address, context.RequestAborted) is not { } visit)
        {
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            return;
        }

        var isLost = query.Since is not null && !visit.IsRecovered;
        await Run(context, visit, isLost ? FeedReplies.NotRecovered : default);
    }

    private static Task Refuse(HttpResponse response)
    {
        response.StatusCode = StatusCodes.Status400BadRequest;
        response.ContentType = "text/plain; charset=utf-8";
        return response.WriteAsync(FeedQuery.Refused);
    }

    private static async Task Begin(HttpContext context)
    {
        // Comments are not answered: only the system finds a peer that is dead, or takes nothing at all.
        TcpKeepAlive.Enable(context.Features, mayStall: false);

        // A reader may take its time; whoever takes too much is a slow consumer.
        if (context.Features.Get<IHttpMinResponseDataRateFeature>() is { } rate)
        {
            rate.MinDataRate = null;
        }

        context.Features.GetRequiredFeature<IHttpResponseBodyFeature>().DisableBuffering();
        var headers = context.Response.Headers;
        context.Response.ContentType = "text/event-stream";
        headers.CacheControl = "no-store";

        // Proxies that buffer (nginx) would hold events back.
        headers["X-Accel-Buffering"] = "no";
        await context.Response.StartAsync(context.RequestAborted);
        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
    }

    private async Task Run(HttpContext context, FeedVisit visit, ReadOnlyMemory<byte> greeting)
    {
        var limits = entrance.Limits;
        var options = new MessageConnectionOptions
        {
            Door = Doors.Feed,
            MessageBytesMax = 1,
            QueueBytesMax = limits.FeedQueueBytes,
            PingInterval = limits.PingInterval,
        };
        using var wire = new EventStreamWire(context);
        var hasBegun = false;
        try
        {
            await Begin(context);
            hasBegun = true;
        }
        finally
        {
            if (!hasBegun)
            {
                visit.Abandon();
            }
        }

        await runner.Run(wire, Framing.EventStream, options, connection => Run(connection, visit, greeting));
    }

    private async Task Run(MessageConnection connection, FeedVisit visit, ReadOnlyMemory<byte> greeting)
    {
        visit.Begin(connection, greeting);
        metrics.Door.ConnectionOpened();
        try
        {
            // Nothing comes but the end.
            await connection.Read();
        }
        finally
        {
            metrics.Door.ConnectionClosed();
            await visit.End(connection);
        }
    }
}
