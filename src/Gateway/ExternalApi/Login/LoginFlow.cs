using System.Buffers;
using System.Text;
using EventPlatform.Contracts;
using EventPlatform.Contracts.Sessions;
using EventPlatform.Gateway.ExternalApi.Commands;
using EventPlatform.Gateway.ExternalApi.Connections;
using EventPlatform.Gateway.ExternalApi.Json;
using EventPlatform.Gateway.ExternalApi.Policy;
using EventPlatform.Gateway.Hub.Subscriptions;
using EventPlatform.Gateway.Security;
using EventPlatform.Gateway.Transport;

namespace EventPlatform.Gateway.ExternalApi.Login;

/// <summary>
/// <c>core</c>/<c>user</c>/<c>login</c> (external-api.md 3). 1. Ack. 2. Credentials. 3. Service. 4. Session id. 5. The two automatic
/// subscriptions. 6. The claim in the cluster. 7. The reply, then what was held back.
/// </summary>
internal static class LoginFlow
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan DelayMax = TimeSpan.FromSeconds(10);

    public static async ValueTask Run(ApiConnection connection)
    {
        var services = connection.Services;

        // Step 1
        var tid = connection.Tid.ToArray();
        connection.Reply(Replies.Ack(tid));

        // Step 2
        var login = LoginReader.Read(connection.Envelope, connection.Client.Address, out var hasBadSessionId);
        var decision = login is null ? new LoginDecision.Refused(ApiErrors.Unauthorized) : await Decide(services, login);
        if (decision is LoginDecision.Refused refused)
        {
            await Fail(connection, tid, refused.Error);
            return;
        }

        // Step 3
        var accepted = (LoginDecision.Accepted)decision;
        if (!services.Settings.Current.Services.Contains(login!.Service))
        {
            await Fail(connection, tid, ApiErrors.ServiceNotFound);
            return;
        }

        // Step 4
        if (SessionId(services, login, accepted, hasBadSessionId) is not { } sessionId)
        {
            End(connection, tid, ApiErrors.InvalidSessionId);
            return;
        }

        // Steps 5 to 7
        await Claim(connection, tid, NewSession(connection, login, accepted, sessionId));
    }

    private static async ValueTask<LoginDecision> Decide(ApiServices services, LoginRequest login)
    {
        try
        {
            var decision = await services.Authenticator.Decide(login, CancellationToken.None);
            return decision is LoginDecision.Accepted accepted && !IsUser(accepted.User)
                ? new LoginDecision.Refused(ApiErrors.Unauthorized)
                : decision;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return new LoginDecision.Refused(ApiErrors.Of(services.Calls.FailureOf(exception)));
        }
    }

    /// <returns>null: it breaks the rules.</returns>
    private static string? SessionId(ApiServices services, LoginRequest login, LoginDecision.Accepted accepted, bool hasBadSessionId)
    {
        if ((accepted.SessionId ?? login.SessionId) is { } id)
        {
            return IsUser(id) ? id : null;
        }

        return hasBadSessionId ? null : services.Ids.NewId().ToString("D");
    }

    private static ApiSession NewSession(ApiConnection connection, LoginRequest login, LoginDecision.Accepted accepted, string sessionId)
    {
        var (services, client) = (connection.Services, connection.Client);
        var caller = new Caller(accepted.User, sessionId, login.Service, accepted.Roles, accepted.IsAdmin);
        var claim = new SessionClaim(
            sessionId,
            login.Service,
            accepted.User,
            services.Replica.UserIdOf(login.Service, accepted.User),
            services.Sessions.Self,
            services.Now,
            client.Remote,
            client.Ip,
            client.Port);
        var details = SessionDetails.Of(login, accepted.Meta ?? login.Meta, client.Remote);
        return new ApiSession(services, connection.Connection, caller, claim, details);
    }

    private static async ValueTask Claim(ApiConnection connection, byte[] tid, ApiSession session)
    {
        var services = connection.Services;
        var set = session.Subscriptions;
        services.Index.SubscribeAutomatic(set, new SubscriptionName(session.Service, "core"u8, "session_event"u8, "*"u8, session.Id));
        services.Index.SubscribeAutomatic(set, new SubscriptionName(session.Service, "core"u8, "user_event"u8, "*"u8, session.User));
        var claimed = await services.Sessions.Login(session, CancellationToken.None);
        if (!claimed.IsOk)
        {
            services.Index.Drop(set);
            if (claimed.Refusal?.Kind == RefusalKind.Taken)
            {
                End(connection, tid, ApiErrors.DuplicatedSessionId);
                return;
            }

            connection.Reply(Replies.Error(ApiErrors.Of(claimed), tid));
            return;
        }

        if (!connection.TryLogin(session))
        {
            // The connection went while the cluster was asked: nobody will hear the reply.
            session.End();
            return;
        }

        var data = new ArrayBufferWriter<byte>(64);
        data.Raw("{\"session_id\":"u8);
        data.Text(session.Id);
        data.Raw((byte)'}');
        session.Open(Replies.Ok(data.WrittenSpan, tid));
    }

    /// <summary>Delayed, counted, and after the last one closed.</summary>
    private static async ValueTask Fail(ApiConnection connection, byte[] tid, ApiError error)
    {
        var failures = ++connection.LoginFailures;
        var delay = FirstDelay * Math.Pow(2, Math.Min(failures - 1, 16));
        await WheelDelay.After(connection.Services.Wheel, delay < DelayMax ? delay : DelayMax);
        connection.Reply(Replies.Error(error, tid));
        if (failures >= connection.Services.Settings.Current.LoginFailuresMax)
        {
            connection.Connection.Close(CloseCode.PolicyViolation);
        }
    }

    private static void End(ApiConnection connection, byte[] tid, ApiError error)
    {
        connection.Reply(Replies.Error(error, tid));
        connection.Connection.Close(CloseCode.Normal);
    }

    /// <summary>Users and session ids: text of 1 to 255 characters without U+0000, not <c>*</c>.</summary>
    private static bool IsUser(string text) => text.Length > 0 && text != "*" && FieldSyntax.IsName(Encoding.UTF8.GetBytes(text));
}
