using System.Buffers;
using EventPlatform.Contracts.Sessions;
using EventPlatform.Gateway.ExternalApi.Commands;

namespace EventPlatform.Gateway.ExternalApi.Core;

/// <summary><c>user/list</c>: the users of the caller's service in ordinal order, each with its session ids, oldest first.</summary>
internal sealed class UserList() : ApiCommand("user", "list", Fields)
{
    private static readonly CommandSyntax Fields =
        new(new CommandField("limit", FieldKind.Integer) { Min = 1 }, new CommandField("after", FieldKind.Text));

    public override async ValueTask<Answer> Run(CommandCall call)
    {
        var limit = (int)Math.Min(call.Integer("limit"u8) ?? int.MaxValue, int.MaxValue);
        var after = call.Text("after"u8);
        var sessions = await call.Services.Sessions.List(call.Caller.Service, CancellationToken.None);
        return sessions.IsOk ? Answer(UserPage.Of(sessions.Value, after, limit)) : ApiErrors.Of(sessions);
    }

    private static Answer Answer(SessionClaim[] page)
    {
        if (page.Length == 0)
        {
            return Commands.Answer.Ok;
        }

        var output = new ArrayBufferWriter<byte>(page.Length * 24);
        string? user = null;
        foreach (var claim in page)
        {
            if (claim.User == user)
            {
                output.Raw((byte)',');
            }
            else
            {
                output.Raw(user is null ? "{"u8 : "],"u8);
                output.Text(user = claim.User);
                output.Raw(":["u8);
            }

            output.Text(claim.SessionId);
        }

        output.Raw("]}"u8);
        return Commands.Answer.With(output.WrittenMemory);
    }
}
