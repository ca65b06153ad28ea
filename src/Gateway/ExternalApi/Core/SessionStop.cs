using System.Buffers;
using EventPlatform.Contracts.Sessions;
using EventPlatform.Gateway.ExternalApi.Commands;
using EventPlatform.Gateway.Sessions;
using EventPlatform.Gateway.Transport;

namespace EventPlatform.Gateway.ExternalApi.Core;

/// <summary>
/// <c>session/stop</c>: ends a session of any service, its connection closes 1000. From the answer on its id is free. It works on
/// oneself: the reply comes first.
/// </summary>
internal sealed class SessionStop() : TargetCommand("stop", new CommandSyntax(SessionId))
{
    protected override async ValueTask<Answer> Run(CommandCall call, SessionClaim target)
    {
        var sessions = call.Services.Sessions;
        if (sessions.FindLocal(target.SessionId) is { } local)
        {
            return await StopLocal(call, local);
        }

        var stopped = await sessions.Stop(target.SessionId, byAdministrator: false, CancellationToken.None);
        return stopped.IsOk ? User(stopped.Value.User) : ErrorOf(stopped);
    }

    /// <summary>Unlisted first, so that from the answer on the id is free and no event follows.</summary>
    private static async ValueTask<Answer> StopLocal(CommandCall call, ISessionConnection local)
    {
        local.End(CloseCode.Normal);
        var freed = await call.Services.Sessions.WhenFree(local.Claim.SessionId, CancellationToken.None);
        call.Reply(freed.IsOk ? User(local.Claim.User) : ApiErrors.Of(freed));
        local.Close(CloseCode.Normal);
        return Answer.Sent;
    }

    private static Answer User(string user)
    {
        var output = new ArrayBufferWriter<byte>(32);
        output.Raw("{\"user\":"u8);
        output.Text(user);
        output.Raw((byte)'}');
        return Answer.With(output.WrittenMemory);
    }
}
