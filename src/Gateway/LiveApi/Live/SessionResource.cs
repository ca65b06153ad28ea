using EventPlatform.Gateway.LiveApi.Rest;

namespace EventPlatform.Gateway.LiveApi.Live;

/// <summary>A session, and the way to end it.</summary>
internal sealed class SessionResource(SessionView session) : Resource
{
    protected override Func<Exchange, Task<Problem?>>? Get => Answer;

    public override ValueTask<Found<Resource>> Next(PathCursor path, Exchange exchange) => new(path.Take() switch
    {
        "stop" => new ActionResource(Stop),
        _ => Problem.NoPath,
    });

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

    // Its connection is closed with 4500.
    private async Task<Problem?> Stop(Exchange exchange)
    {
        var stopped = await exchange.Services.Sessions.Stop(session.Claim.SessionId, byAdministrator: true, exchange.Aborted);
        return stopped.IsOk ? exchange.AnswerNothing() : RefusalProblems.Of(stopped);
    }
}
