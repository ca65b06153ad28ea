using EventPlatform.Contracts.Events;
using EventPlatform.Gateway.ExternalApi.Commands;
using EventPlatform.Gateway.ExternalApi.Events;
using EventPlatform.Gateway.ExternalApi.Json;
using EventPlatform.Gateway.Hub.Subscriptions;
using EventPlatform.Gateway.Security;

namespace EventPlatform.Gateway.ExternalApi.Core;

/// <summary><c>event/subscribe</c>. A name that is subscribed already keeps its place and gets the new body, which fires nothing.</summary>
internal sealed class Subscribe() : ApiCommand("event", "subscribe", Fields)
{
    private static readonly CommandSyntax Fields = new(
        EventFields.Class, EventFields.Subclass, EventFields.Type, EventFields.ObjId, EventFields.Body, EventFields.Service);

    public override bool NeedsSession => true;

    public override ValueTask<bool> IsAllowed(CommandCall call, Rules rules) =>
        new(rules.AllowsSubscribe(call.Caller, EventNames.ToTopic(EventNames.Of(call))));

    public override ValueTask<ApiError?> AskHooks(CommandCall call) => call.Services.Hooks.Admission.OfSubscription(call);

    public override async ValueTask<Answer> Run(CommandCall call)
    {
        await call.WaitForOwnEvents();
        return Add(call);
    }

    private static Answer Add(CommandCall call)
    {
        var name = EventNames.Of(call);
        var body = call.Object("body"u8);
        var session = call.Session!;
        var outcome = call.Services.Index.Subscribe(session.Subscriptions, name, body.IsEmpty ? null : JsonBody.Parse(body));
        if (outcome == SubscribeOutcome.Added)
        {
            call.Services.Metrics.SubscriptionsChanged(1);
            SubscriptionNotices.Publish(EventKind.SubscriptionAdded, session, name);
        }

        return outcome == SubscribeOutcome.Full ? ApiErrors.Overloaded : Answer.Ok;
    }
}
