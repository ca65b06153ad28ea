using EventPlatform.Contracts.Events;
using EventPlatform.Gateway.ExternalApi.Commands;
using EventPlatform.Gateway.ExternalApi.Events;
using EventPlatform.Gateway.Security;

namespace EventPlatform.Gateway.ExternalApi.Core;

/// <summary><c>event/unsubscribe</c>: ok also when there was none; it concerns the caller alone and needs no rule.</summary>
internal sealed class Unsubscribe() : ApiCommand("event", "unsubscribe", Fields)
{
    private static readonly CommandSyntax Fields =
        new(EventFields.Class, EventFields.Subclass, EventFields.Type, EventFields.ObjId, EventFields.Service);

    public override bool NeedsSession => true;

    public override ValueTask<bool> IsAllowed(CommandCall call, Rules rules) => new(true);

    public override ValueTask<ApiError?> AskHooks(CommandCall call) => default;

    public override async ValueTask<Answer> Run(CommandCall call)
    {
        await call.WaitForOwnEvents();
        Remove(call);
        return Answer.Ok;
    }

    private static void Remove(CommandCall call)
    {
        var name = EventNames.Of(call);
        var session = call.Session!;
        if (call.Services.Index.Unsubscribe(session.Subscriptions, name))
        {
            call.Services.Metrics.SubscriptionsChanged(-1);
            SubscriptionNotices.Publish(EventKind.SubscriptionRemoved, session, name);
        }
    }
}
