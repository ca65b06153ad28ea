using EventPlatform.Gateway.ExternalApi.Commands;
using EventPlatform.Gateway.Security;

namespace EventPlatform.Gateway.ExternalApi.Core;

/// <summary><c>event/get_subscriptions</c>: acknowledged, then the list; it concerns the caller alone and needs no rule.</summary>
internal sealed class GetSubscriptions() : ApiCommand("event", "get_subscriptions", new CommandSyntax())
{
    public override bool IsAcknowledged => true;

    public override bool NeedsSession => true;

    public override ValueTask<bool> IsAllowed(CommandCall call, Rules rules) => new(true);

    public override ValueTask<ApiError?> AskHooks(CommandCall call) => default;

    public override ValueTask<Answer> Run(CommandCall call)
    {
        call.ReplyTo.Ack();
        return new(Answer.With(call.Session!.ListSubscriptions()));
    }
}
