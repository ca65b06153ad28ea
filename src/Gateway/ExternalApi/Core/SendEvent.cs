using EventPlatform.Contracts.Events;
using EventPlatform.Gateway.ExternalApi.Commands;
using EventPlatform.Gateway.ExternalApi.Events;
using EventPlatform.Gateway.Security;

namespace EventPlatform.Gateway.ExternalApi.Core;

/// <summary><c>event/send</c>, <c>event/send_event</c> and a client's <c>core</c>/<c>event</c>, which are the same.</summary>
internal sealed class SendEvent(string subclass, string cmd) : ApiCommand(subclass, cmd, Fields)
{
    private static readonly CommandSyntax Fields = new(
        EventFields.Class, EventFields.Subclass, EventFields.Type, EventFields.ObjId, EventFields.Body, EventFields.Service);

    public override bool IsPublishing => true;

    public override ValueTask<bool> IsAllowed(CommandCall call, Rules rules) =>
        new(rules.AllowsPublish(call.Caller, EventNames.ToTopic(EventNames.Of(call))));

    public override ValueTask<Answer> Run(CommandCall call)
    {
        var record = EventNames.Record(EventKind.Published, call.Services.Now, EventNames.Of(call), call.Object("body"u8));
        return new(Answer.When(call.Publish(record)));
    }
}
