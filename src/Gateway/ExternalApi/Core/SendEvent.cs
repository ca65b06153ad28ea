using EventPlatform.Contracts.Events;
using EventPlatform.Gateway.ExternalApi.Commands;
using EventPlatform.Gateway.ExternalApi.Events;
using EventPlatform.Gateway.ExternalApi.Policy;
using EventPlatform.Gateway.Hub.Subscriptions;

namespace EventPlatform.Gateway.ExternalApi.Core;

/// <summary><c>event/send</c>, <c>event/send_event</c> and a client's <c>core</c>/<c>event</c>, which are the same.</summary>
internal sealed class SendEvent(string subclass, string cmd) : ApiCommand(subclass, cmd, Fields)
{
    private static readonly CommandSyntax Fields = new(
        EventFields.Class, EventFields.Subclass, EventFields.Type, EventFields.ObjId, EventFields.Body, EventFields.Service);

    public override bool IsPublishing => true;

    public override ValueTask<bool> IsAllowed(CommandCall call, IApiRules rules)
    {
        var name = EventNames.Of(call);
        return new(!IsServersOwn(name) && rules.MayPublish(call.Session.Caller, name));
    }

    public override ValueTask<Answer> Run(CommandCall call)
    {
        var session = call.Session;
        var record = EventNames.Record(EventKind.Published, call.Services.Now, EventNames.Of(call), call.Object("body"u8));
        return new(Answer.When(call.Services.Publisher.Append(record with { Session = session.Id, User = session.User })));
    }

    /// <summary>What comes from the server only, whatever the rules say (external-api.md 5).</summary>
    private static bool IsServersOwn(in SubscriptionName name) =>
        name.Class.SequenceEqual("status"u8)
        || (name.Class.SequenceEqual("core"u8)
            && (name.Subclass.SequenceEqual("user_event"u8) || name.Subclass.SequenceEqual("session_event"u8)));
}
