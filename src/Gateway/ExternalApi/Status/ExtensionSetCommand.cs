using EventPlatform.Contracts;
using EventPlatform.Gateway.Commands;
using EventPlatform.Gateway.ExternalApi.Commands;
using EventPlatform.Gateway.ExternalApi.Envelopes;
using EventPlatform.Gateway.Replica;
using EventPlatform.Gateway.Security;

namespace EventPlatform.Gateway.ExternalApi.Status;

/// <summary><c>extension/set</c>: all given fields or none. The reply is queued where the change is applied, before its events.</summary>
internal sealed class ExtensionSetCommand(IExtensionCommands commands) : ApiCommand("extension", "set", Fields)
{
    private static readonly CommandSyntax Fields = new(
        ExtensionAddress.Id,
        ExtensionAddress.Location,
        ExtensionAddress.Tenant,
        ExtensionAddress.Number,
        new CommandField("status", FieldKind.Text),
        new CommandField("note", FieldKind.Text) { Rule = StateRules.IsNote },
        new CommandField("return_time", FieldKind.Integer) { Rule = StateRules.IsReturnTime });

    public override ApiError? Check(Envelope envelope, ExternalApiSettings settings) =>
        base.Check(envelope, settings) ?? ExtensionAddress.Check(envelope) ?? CheckGiven(envelope);

    public override ValueTask<bool> IsAllowed(CommandCall call, Rules rules) => new(ExtensionAddress.IsAllowed(call, rules));

    public override async ValueTask<Answer> Run(CommandCall call)
    {
        if (Find(call) is not { } extension)
        {
            return ApiErrors.NotFound;
        }

        var (status, note, returnTime) = (call.Text("status"u8), NoteOf(call), call.Integer("return_time"u8));
        var isReplied = false;
        var result = await commands.Set(
            extension.Tenant.Id, extension.Id, new ExtensionChange(status, note, returnTime), Reply, CancellationToken.None);
        return result.IsOk ? (isReplied ? Answer.Sent : Answer.Ok) : ErrorOf(result);

        void Reply()
        {
            isReplied = true;
            call.Reply(Answer.Ok);
        }
    }

    private static ApiError? CheckGiven(Envelope envelope)
    {
        var isGiven = envelope.Field("status"u8).IsGiven || envelope.Field("note"u8).IsGiven || envelope.Field("return_time"u8).IsGiven;
        return isGiven ? null : ApiErrors.MissingField("status");
    }

    private static ExtensionView? Find(CommandCall call)
    {
        lock (call.Services.Replica.Gate)
        {
            return ExtensionAddress.Find(call);
        }
    }

    private static string? NoteOf(CommandCall call) => call.Text("note"u8) is { } note ? StateRules.NoteOf(note) : null;

    private static ApiError ErrorOf(GatewayResult<Unit> result) => result.Refusal switch
    {
        { Kind: RefusalKind.NotFound, Field: "status" } => ApiErrors.InvalidValue("status"),
        _ => ApiErrors.Of(result),
    };
}
