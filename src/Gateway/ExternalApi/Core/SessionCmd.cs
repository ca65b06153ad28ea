using System.Buffers;
using System.Text.Json;
using EventPlatform.Contracts;
using EventPlatform.Contracts.Sessions;
using EventPlatform.Gateway.ExternalApi.Commands;
using EventPlatform.Gateway.ExternalApi.Json;
using EventPlatform.Gateway.Sessions;

namespace EventPlatform.Gateway.ExternalApi.Core;

/// <summary>
/// <c>session/cmd</c>: the server asks a session in the caller's stead and passes on what it answers (external-api.md 4). Also class
/// <c>core</c> goes to the target's client, and oneself may be the target.
/// </summary>
internal sealed class SessionCmd() : TargetCommand("cmd", Fields)
{
    private static readonly CommandSyntax Fields = new(
        SessionId,
        new CommandField("class", FieldKind.Name, IsMandatory: true),
        new CommandField("cmd", FieldKind.Text, IsMandatory: true),
        new CommandField("subclass", FieldKind.Name),
        new CommandField("data", FieldKind.Any));

    public override bool IsAcknowledged => true;

    protected override async ValueTask<Answer> Run(CommandCall call, SessionClaim target)
    {
        call.ReplyTo.Ack();

        // On its way before the next request is looked at: they are carried out in their order
        var relayed = await call.Services.Sessions.Relay(target, Request(call), CancellationToken.None);
        if (relayed.IsOk)
        {
            return Answer.After(AnswerOf(relayed.Value));
        }

        return relayed.Refusal?.Kind is RefusalKind.Gone or RefusalKind.NotFound ? ApiErrors.ProcessFailed : ApiErrors.Of(relayed);
    }

    private static async Task<Answer> AnswerOf(Relayed relayed)
    {
        var answer = await relayed.Answer;
        return answer.End switch
        {
            RelayEnd.Answered => Answer.Of(answer.Reply),
            RelayEnd.Gone => ApiErrors.ProcessFailed,
            RelayEnd.TimedOut => ApiErrors.Timeout,
            _ => throw new ArgumentOutOfRangeException(nameof(relayed), answer.End, "Not one of the ends."),
        };
    }

    // {"class":C[,"subclass":S],"cmd":X[,"data":D],"tid":
    private static byte[] Request(CommandCall call)
    {
        var output = new ArrayBufferWriter<byte>(256);
        output.Raw("{\"class\":"u8);
        output.Text(call.Utf8("class"u8, default));
        var subclass = call.Utf8("subclass"u8, "core"u8);
        if (!subclass.SequenceEqual("core"u8))
        {
            output.Raw(",\"subclass\":"u8);
            output.Text(subclass);
        }

        output.Raw(",\"cmd\":"u8);
        output.Text(call.Utf8("cmd"u8, default));
        var data = call.Envelope.Field("data"u8);
        if (data.IsGiven && !(data.Token == JsonTokenType.StartObject && JsonBody.IsEmpty(call.Envelope.Raw(data))))
        {
            output.Raw(",\"data\":"u8);
            output.OneLine(call.Envelope.Raw(data));
        }

        output.Raw(",\"tid\":"u8);
        return output.WrittenSpan.ToArray();
    }
}
