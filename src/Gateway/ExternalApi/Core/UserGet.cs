using System.Buffers;
using EventPlatform.Contracts;
using EventPlatform.Gateway.Commands;
using EventPlatform.Gateway.ExternalApi.Commands;

namespace EventPlatform.Gateway.ExternalApi.Core;

/// <summary><c>user/get</c>: the sessions of a user in the caller's service, what each said of itself at login, and where it is.</summary>
internal sealed class UserGet() : ApiCommand("user", "get", Fields)
{
    private static readonly CommandSyntax Fields = new(new CommandField("user", FieldKind.Text, IsMandatory: true));

    public override async ValueTask<Answer> Run(CommandCall call)
    {
        var sessions = call.Services.Sessions;
        var user = call.Text("user"u8)!;
        if (user.Contains('\0', StringComparison.Ordinal))
        {
            return ApiErrors.UserNotFound;
        }

        var found = await sessions.OfUser(call.Session.Caller.Service, user, CancellationToken.None);
        if (found.Refusal is not null || found.Failure is not null)
        {
            return found.Refusal?.Kind == RefusalKind.NotFound ? ApiErrors.UserNotFound : ApiErrors.Of(found);
        }

        var output = new ArrayBufferWriter<byte>(512);
        foreach (var claim in found.Value)
        {
            var session = await sessions.Describe(claim.SessionId, CancellationToken.None);
            if (session.Failure is not null)
            {
                return ApiErrors.Of(session);
            }

            Write(output, claim.SessionId, session);
        }

        if (output.WrittenCount == 0)
        {
            return ApiErrors.UserNotFound;
        }

        output.Raw((byte)'}');
        return Answer.With(output.WrittenMemory);
    }

    /// <summary>A session that has gone meanwhile is left out.</summary>
    private static void Write(ArrayBufferWriter<byte> output, string sessionId, GatewayResult<byte[]> session)
    {
        if (session.IsOk)
        {
            output.Raw(output.WrittenCount == 0 ? "{"u8 : ","u8);
            output.Text(sessionId);
            output.Raw(":{"u8);
            output.Raw(SessionDetails.WithoutSubscriptions(session.Value));
            output.Raw((byte)'}');
        }
    }
}
