using EventPlatform.Gateway.LiveApi.Rest;

namespace EventPlatform.Gateway.LiveApi.Live;

/// <summary>A session, what it is subscribed to, and what can be done with it.</summary>
internal sealed class SessionResource(SessionView session) : Resource
{
    public override IReadOnlyList<string> Segments => Below.Segments;

    protected override Func<Exchange, Task<Problem?>>? Get => Answer;

    private Branch Below => new(
        ("stop", new ActionResource(Stop)),
        ("sendEvent", new ActionResource(SendEvent)),
        ("subscriptions", new SubscriptionsResource(session.Claim.SessionId)));

    public override ValueTask<Found<Resource>> Next(PathCursor path, Exchange exchange) => Below.Next(path, exchange);

    private async Task<Problem?> Answer(Exchange exchange)
    {
        var filled = await SubscriptionCounts.Fill([session], exchange);
        return filled switch
        {
            { IsOk: false } => filled.Problem,
            { Value: [var one] } => await exchange.AnswerObject(json => LiveJson.Write(json, one)),
            _ => Problem.NoObject,
        };
    }

    private Task<Problem?> SendEvent(Exchange exchange) => EventPublishing.Publish(
        exchange, reader => PublishedEvent.ReadSent(reader, session.Claim.Service, "session_event", session.Claim.SessionId));

    // Its connection is closed with 4500.
    private async Task<Problem?> Stop(Exchange exchange)
    {
        var stopped = await exchange.Services.Sessions.Stop(session.Claim.SessionId, byAdministrator: true, exchange.Aborted);
        return stopped.IsOk ? exchange.AnswerNothing() : RefusalProblems.Of(stopped);
    }
}
