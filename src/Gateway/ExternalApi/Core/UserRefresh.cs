using System.Net;
using EventPlatform.Gateway.ExternalApi.Commands;
using EventPlatform.Gateway.ExternalApi.Login;
using EventPlatform.Gateway.Security;

namespace EventPlatform.Gateway.ExternalApi.Core;

/// <summary>
/// <c>user/refresh</c>: another token of the same user takes the place of the session's; a bad one or another user's changes nothing. It
/// concerns the caller alone and needs no rule.
/// </summary>
internal sealed class UserRefresh() : ApiCommand("user", "refresh", Fields)
{
    private static readonly CommandSyntax Fields = new(new CommandField("token", FieldKind.Text, IsMandatory: true));

    public override bool NeedsSession => true;

    public override ValueTask<bool> IsAllowed(CommandCall call, Rules rules) => new(true);

    public override ValueTask<ApiError?> AskHooks(CommandCall call) => default;

    public override async ValueTask<Answer> Run(CommandCall call)
    {
        var session = call.Session!;
        var attempt = new LoginAttempt
        {
            Token = call.Text("token"u8),
            SessionId = call.Caller.SessionId,
            Service = call.Caller.Service,
            Address = IPAddress.TryParse(session.Claim.Ip, out var address) ? address : null,
        };
        var result = await Authentication.Decide(call.Services, attempt, call.ReplyTo.Ended);
        if (result is AuthResult.Refused refused)
        {
            return refused.Error;
        }

        if (result is not AuthResult.Accepted accepted || accepted.User != call.Caller.User)
        {
            return ApiErrors.Unauthorized;
        }

        session.Rights.Renew(session, accepted);
        return Answer.Ok;
    }
}
