using System.Buffers;
using System.Text;
using EventPlatform.Contracts;
using EventPlatform.Gateway.ExternalApi.Commands;
using EventPlatform.Gateway.Security;
using EventPlatform.Gateway.Transport;

namespace EventPlatform.Gateway.ExternalApi.Core;

/// <summary>
/// <c>session/stop</c>: ends a session of any service, its connection closes 1000. It works on oneself: the reply comes first.
/// </summary>
internal sealed class SessionStop() : ApiCommand("session", "stop", Fields)
{
    private static readonly CommandSyntax Fields = new(new CommandField("session_id", FieldKind.Text, IsMandatory: true));

    /// <summary>The target's service counts; an unknown session is of the caller's.</summary>
    public override async ValueTask<bool> IsAllowed(CommandCall call, Rules rules)
    {
        var id = call.Text("session_id"u8)!;
        var sessions = call.Services.Sessions;
        var service = sessions.FindLocal(id)?.Claim.Service;
        if (service is null)
        {
            var all = await sessions.List(null, CancellationToken.None);
            service = all.Value.IsDefault ? null : all.Value.FirstOrDefault(claim => claim.SessionId == id)?.Service;
        }

        var request = call.ToRequest();
        return rules.AllowsCommand(call.Session.Caller, request with { Service = service ?? request.Service });
    }

    public override async ValueTask<Answer> Run(CommandCall call)
    {
        // What was sent to the session before is to reach it
        await call.Session.WaitForOwnEvents();

        var id = call.Text("session_id"u8)!;
        if (id == call.Session.Claim.SessionId)
        {
            return StopSelf(call);
        }

        if (id.Length == 0 || !FieldSyntax.IsName(Encoding.UTF8.GetBytes(id)))
        {
            return ApiErrors.SessionNotFound;
        }

        var stopped = await call.Services.Sessions.Stop(id, byAdministrator: false, CancellationToken.None);
        if (stopped.IsOk)
        {
            return Answer.With(User(stopped.Value.User));
        }

        return stopped.Refusal?.Kind is RefusalKind.NotFound or RefusalKind.Gone ? ApiErrors.SessionNotFound : ApiErrors.Of(stopped);
    }

    /// <summary>Unlisted first, so that from the answer on the id is free and no event follows.</summary>
    private static Answer StopSelf(CommandCall call)
    {
        var session = call.Session;
        session.End();
        session.Connection.EnqueueReply(Replies.Ok(User(session.Caller.User).Span, session.Tid(call.Envelope)));
        session.Connection.Close(CloseCode.Normal);
        return Answer.Sent;
    }

    private static ReadOnlyMemory<byte> User(string user)
    {
        var output = new ArrayBufferWriter<byte>(32);
        output.Raw("{\"user\":"u8);
        output.Text(user);
        output.Raw((byte)'}');
        return output.WrittenMemory;
    }
}
