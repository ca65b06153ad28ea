using EventPlatform.Contracts.Events;
using EventPlatform.Gateway.ExternalApi.Commands;
using EventPlatform.Gateway.ExternalApi.Events;
using EventPlatform.Gateway.Hub.Subscriptions;

namespace EventPlatform.Gateway.ExternalApi.Core;

/// <summary><c>user/send_event</c>: an event for all sessions of a user in the caller's service, also when there are none.</summary>
internal sealed class UserSendEvent() : ApiCommand("user", "send_event", Fields)
{
    private static readonly CommandSyntax Fields =
        new(new CommandField("user", FieldKind.Name, IsMandatory: true), EventFields.Type, EventFields.Body);

    public override bool IsPublishing => true;

    public override ValueTask<Answer> Run(CommandCall call)
    {
        var type = call.Utf8("type"u8, "*"u8);
        var name = new SubscriptionName(call.Service, "core"u8, "user_event"u8, type, call.Utf8("user"u8, default));
        var record = EventNames.Record(EventKind.Published, call.Services.Now, name, call.Object("body"u8));
        return new(Answer.When(call.Publish(record)));
    }
}
