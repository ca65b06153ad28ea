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

    public override ValueTask<bool> IsAllowed(CommandCall call, Rules rules) => new(true);

    public override async ValueTask<Answer> Run(CommandCall call)
    {
        await call.Session.WaitForOwnEvents();
        Remove(call);
        return Answer.Ok;
    }

    private static void Remove(CommandCall call)
    {
        var name = EventNames.Of(call);
        if (call.Services.Index.Unsubscribe(call.Session.Subscriptions, name))
        {
            call.Services.Metrics.SubscriptionsChanged(-1);
            SubscriptionNotices.Publish(EventKind.SubscriptionRemoved, call.Session, name);
        }
    }
}
