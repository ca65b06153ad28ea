using System.Buffers;
using System.Collections.Immutable;
using EventPlatform.Contracts;
using EventPlatform.Contracts.Sessions;
using EventPlatform.Gateway.Commands;
using EventPlatform.Gateway.ExternalApi.Commands;
using EventPlatform.Gateway.Sessions;

namespace EventPlatform.Gateway.ExternalApi.Core;

/// <summary><c>user/get</c>: the sessions of a user in the caller's service, what each said of itself at login, and where it is.</summary>
internal sealed class UserGet() : ApiCommand("user", "get", Fields)
{
    /// <summary>Sessions of other gateways that are asked at the same time.</summary>
    private const int AskedAtOnceMax = 64;

    private static readonly CommandSyntax Fields = new(new CommandField("user", FieldKind.Text, IsMandatory: true));

    public override async ValueTask<Answer> Run(CommandCall call)
    {
        var sessions = call.Services.Sessions;
        var user = call.Text("user"u8)!;
        if (user.Contains('\0', StringComparison.Ordinal))
        {
            return ApiErrors.UserNotFound;
        }

        var found = await sessions.OfUser(call.Caller.Service, user, CancellationToken.None);
        if (!found.IsOk)
        {
            return found.Refusal?.Kind == RefusalKind.NotFound ? ApiErrors.UserNotFound : ApiErrors.Of(found);
        }

        // The grain may have been lost and not be rebuilt yet; what this gateway knows of its own is true
        var claims = found.Value.IsEmpty ? LocalOf(sessions, call.Caller.Service, user) : found.Value;
        var output = new ArrayBufferWriter<byte>(512);
        foreach (var chunk in claims.Chunk(AskedAtOnceMax))
        {
            var described = await Task.WhenAll(chunk.Select(claim => sessions.Describe(claim.SessionId, CancellationToken.None)));
            foreach (var (claim, session) in chunk.Zip(described))
            {
                if (!session.IsOk && session.Refusal?.Kind is not (RefusalKind.NotFound or RefusalKind.Gone))
                {
                    return ApiErrors.Of(session);
                }

                Write(output, claim.SessionId, session);
            }
        }

        if (output.WrittenCount == 0)
        {
            return ApiErrors.UserNotFound;
        }

        output.Raw((byte)'}');
        return Answer.With(output.WrittenMemory);
    }

    private static ImmutableArray<SessionClaim> LocalOf(ISessions sessions, string service, string user) =>
    [
        .. sessions.Local.Select(session => session.Claim)
            .Where(claim => claim.User == user && claim.Service == service)
            .OrderBy(claim => claim.LoginTime),
    ];

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
