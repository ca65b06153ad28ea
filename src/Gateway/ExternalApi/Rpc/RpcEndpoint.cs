using System.Text.Unicode;
using EventPlatform.Gateway.Configuration;
using EventPlatform.Gateway.ExternalApi.Commands;
using EventPlatform.Gateway.ExternalApi.Connections;
using EventPlatform.Gateway.ExternalApi.Envelopes;
using EventPlatform.Gateway.ExternalApi.Login;
using EventPlatform.Gateway.Hosting;
using EventPlatform.Gateway.Security;

namespace EventPlatform.Gateway.ExternalApi.Rpc;

/// <summary>
/// <c>POST /rpc</c>: one request per call, without a connection (external-api.md 1). Refusals in this order, address and TLS before it:
/// 1. method, 2. credentials, 3. size, 4. no JSON or no request, then the checks of every request.
/// </summary>
internal sealed class RpcEndpoint(ApiServices services)
{
    public async Task Invoke(HttpContext context)
    {
        // Step 1
        if (!HttpMethods.IsPost(context.Request.Method))
        {
            context.Response.Headers.Allow = HttpMethods.Post;
            await HttpDoor.End(context, StatusCodes.Status405MethodNotAllowed);
            return;
        }

        // Step 2
        if (await Authenticate(context) is not { } caller)
        {
            return;
        }

        // Step 3
        if (await RpcBody.Read(context.Request, services.Settings.Limits.MessageBytes, context.RequestAborted) is not { } body)
        {
            await HttpDoor.End(context, StatusCodes.Status413PayloadTooLarge);
            return;
        }

        // Step 4
        var envelope = new Envelope();
        if (ErrorOf(envelope, body) is { } error)
        {
            await Answer(context, StatusCodes.Status400BadRequest, Replies.Error(error, default));
            return;
        }

        await Answer(context, StatusCodes.Status200OK, await Run(caller, envelope, context.RequestAborted));
    }

    private static ApiError? ErrorOf(Envelope envelope, byte[] body)
    {
        if (!Utf8.IsValid(body) || envelope.Read(body) == EnvelopeKind.NotJson)
        {
            return ApiErrors.InvalidJson;
        }

        return envelope.Class.IsGiven && envelope.Cmd.IsGiven ? null : ApiErrors.InvalidMessage;
    }

    /// <returns>null: it was refused, and answered.</returns>
    private async ValueTask<Caller?> Authenticate(HttpContext context)
    {
        var attempt = AttemptOf(context);
        var result = attempt is null
            ? AuthResult.Unauthorized
            : await Authentication.Decide(services, attempt, context.RequestAborted);
        if (result is AuthResult.Accepted accepted)
        {
            return new Caller(accepted.User, null, ServicesOptions.Default, accepted.Roles, accepted.IsAdmin);
        }

        if (result is AuthResult.Refused { IsUndecided: true } refused)
        {
            await Answer(context, StatusOf(refused.Error), Replies.Error(refused.Error, default));
            return null;
        }

        if (attempt is not null)
        {
            services.Metrics.CredentialsRefused();
        }

        await RefusalDelay.After(services.Time, LoginDelay.First);
        context.Response.Headers.WWWAuthenticate = "Basic";
        await HttpDoor.End(context, StatusCodes.Status401Unauthorized);
        return null;
    }

    private static int StatusOf(ApiError undecided) => undecided.Code == ApiErrors.Overloaded.Code
        ? StatusCodes.Status503ServiceUnavailable
        : StatusCodes.Status500InternalServerError;

    private static LoginAttempt? AttemptOf(HttpContext context)
    {
        var authorization = context.Request.Headers.Authorization.ToString();
        var attempt = new LoginAttempt { Service = ServicesOptions.Default, Address = context.Connection.RemoteIpAddress };
        if (BasicCredentials.TryParse(authorization, out var basic))
        {
            return attempt with { User = basic.User, Password = basic.Password };
        }

        return BearerToken.TryParse(authorization, out var token) ? attempt with { Token = token } : null;
    }

    /// <summary>The checks and the command; what takes longer than <c>Limits:AckTimeout</c> in all is given up.</summary>
    private async Task<byte[]> Run(Caller caller, Envelope envelope, CancellationToken aborted)
    {
        if (Requests.IsLogin(envelope))
        {
            return Refused(ApiErrors.AlreadyAuthenticated);
        }

        if (Requests.Find(services, envelope, hasSession: false, out var command) is { } error)
        {
            return Refused(error);
        }

        using var limit = new CancellationTokenSource(services.Settings.Limits.AckTimeout, services.Time);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(aborted, limit.Token);
        var replyTo = new RpcAnswer(ended.Token);
        var call = new CommandCall(services, caller, envelope, replyTo, Session: null);
        try
        {
            var answer = await Complete(command, call).WaitAsync(ended.Token);
            return answer.Error is { } failed ? Refused(failed)
                : answer.IsSent ? replyTo.Reply! : Replies.Of(answer, default);
        }
        catch (OperationCanceledException) when (!aborted.IsCancellationRequested)
        {
            return Refused(ApiErrors.Timeout);
        }
    }

    private byte[] Refused(ApiError error)
    {
        services.Metrics.Answered(error);
        RequestTracing.Failed(error);
        return Replies.Error(error, default);
    }

    private static async Task<Answer> Complete(ApiCommand? command, CommandCall call)
    {
        if (await Requests.Admit(command, call) is { } refusal)
        {
            return refusal;
        }

        var answer = await Requests.TryRun(command!, call);
        if (answer.Accepted is { } accepted)
        {
            return await accepted ? Commands.Answer.Ok : ApiErrors.Overloaded;
        }

        return answer.Later is { } later ? await later : answer;
    }

    private static async Task Answer(HttpContext context, int status, byte[] json)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = json.Length;
        await context.Response.Body.WriteAsync(json, context.RequestAborted);
    }
}
