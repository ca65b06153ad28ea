using System.Text;
using EventPlatform.Contracts;
using EventPlatform.Contracts.Sessions;
using EventPlatform.Gateway.Commands;
using EventPlatform.Gateway.ExternalApi.Commands;
using EventPlatform.Gateway.Security;

namespace EventPlatform.Gateway.ExternalApi.Core;

/// <summary>A command about a session of any service, wherever it is connected.</summary>
internal abstract class TargetCommand(string cmd, CommandSyntax syntax) : ApiCommand("session", cmd, syntax)
{
    protected static CommandField SessionId { get; } = new("session_id", FieldKind.Text, IsMandatory: true);

    /// <summary>Decided in <see cref="Run(CommandCall)"/> over the very session that was found.</summary>
    public sealed override ValueTask<bool> IsAllowed(CommandCall call, Rules rules) => new(true);

    /// <summary>Asked there too: hooks come after the rules.</summary>
    public sealed override ValueTask<ApiError?> AskHooks(CommandCall call) => default;

    public sealed override async ValueTask<Answer> Run(CommandCall call)
    {
        var target = await Find(call);
        if (target.Failure is not null)
        {
            return ApiErrors.Of(target);
        }

        // The target's service counts; an unknown session is of the caller's (external-api.md 7)
        var request = call.ToRequest();
        request = target.IsOk ? request with { Service = target.Value.Service } : request;
        if (!call.Services.Rules.Current.AllowsCommand(call.Caller, request))
        {
            return ApiErrors.Unauthorized;
        }

        if (await base.AskHooks(call) is { } refusal)
        {
            return refusal;
        }

        if (!target.IsOk)
        {
            return ErrorOf(target);
        }

        if (call.Session?.Connection.IsClosing == true)
        {
            // It was decided while hooks were asked: nothing more is carried out.
            return ApiErrors.ProcessFailed;
        }

        // What the caller published before is to come before
        await call.WaitForOwnEvents();
        return await Run(call, target.Value);
    }

    protected abstract ValueTask<Answer> Run(CommandCall call, SessionClaim target);

    /// <summary>The error of a target that was not found, or could not be asked for.</summary>
    protected static ApiError ErrorOf<T>(GatewayResult<T> result) =>
        result.Refusal?.Kind is RefusalKind.NotFound or RefusalKind.Gone ? ApiErrors.SessionNotFound : ApiErrors.Of(result);

    /// <summary>Finds the target; a text that can be nobody's id is not asked for.</summary>
    private static async ValueTask<GatewayResult<SessionClaim>> Find(CommandCall call)
    {
        var id = call.Text(SessionId.Utf8)!;
        return id.Length > 0 && FieldSyntax.IsName(Encoding.UTF8.GetBytes(id))
            ? await call.Services.Sessions.Find(id, CancellationToken.None)
            : new Refusal(RefusalKind.NotFound, SessionId.Name);
    }
}
