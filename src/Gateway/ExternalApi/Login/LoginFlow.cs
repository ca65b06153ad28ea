using System.Buffers;
using EventPlatform.Contracts;
using EventPlatform.Contracts.Sessions;
using EventPlatform.Gateway.Commands;
using EventPlatform.Gateway.ExternalApi.Connections;
using EventPlatform.Gateway.Hub.Subscriptions;
using EventPlatform.Gateway.Security;
using EventPlatform.Gateway.Transport;

namespace EventPlatform.Gateway.ExternalApi.Login;

/// <summary>
/// <c>core</c>/<c>user</c>/<c>login</c> (external-api.md 3). 1. Ack. 2. Credentials, then hooks. 3. Service. 4. Session id. 5. The two
/// automatic subscriptions. 6. The claim in the cluster. 7. The reply, then what was held back.
/// </summary>
internal static class LoginFlow
{
    public static async ValueTask Run(ApiConnection connection)
    {
        var services = connection.Services;

        // Step 1
        var tid = connection.Tid.ToArray();
        connection.Ack();

        // Step 2
        var login = LoginReader.Read(connection.Envelope, connection.Client.Address, out var hasBadSessionId);
        if (login is { SessionId: null } && !hasBadSessionId)
        {
            login = login with { SessionId = services.Ids.NewId().ToString("D") };
        }
        else if (login is { SessionId: null })
        {
            // It is a login all the same, and is refused for it after the credentials.
            login = login with { SessionId = "" };
        }

        var decision = login is null ? AuthResult.Unauthorized : await Authentication.Decide(services, login, connection.Ended);
        if (decision is AuthResult.Refused refused)
        {
            await Fail(connection, tid, refused);
            return;
        }

        // Step 3
        var accepted = (AuthResult.Accepted)decision;
        if (!services.Settings.IsService(login!.Service))
        {
            await Fail(connection, tid, AuthResult.Of(ApiErrors.ServiceNotFound));
            return;
        }

        // Step 4, whose rules are those of user names
        if ((accepted.SessionId ?? login.SessionId) is not { } sessionId || !AuthenticatorChain.IsUserName(sessionId))
        {
            End(connection, tid, ApiErrors.InvalidSessionId);
            return;
        }

        // Steps 5 to 7
        await Claim(connection, tid, NewSession(connection, login, accepted, sessionId));
    }

    private static ApiSession NewSession(ApiConnection connection, LoginAttempt login, AuthResult.Accepted accepted, string sessionId)
    {
        var (services, client) = (connection.Services, connection.Client);
        var caller = new Caller(accepted.User, sessionId, login.Service, accepted.Roles, accepted.IsAdmin);
        var claim = new SessionClaim(
            sessionId,
            login.Service,
            accepted.User,
            accepted.AccountId ?? services.Replica.UserIdOf(login.Service, accepted.User),
            services.Sessions.Self,
            services.Now,
            client.Remote,
            client.Ip,
            client.Port);
        var details = SessionDetails.Of(login, accepted.Meta ?? login.Meta, client.Remote);
        return new ApiSession(services, connection.Connection, new SessionRights(caller, accepted), claim, details);
    }

    private static async ValueTask Claim(ApiConnection connection, byte[] tid, ApiSession session)
    {
        var services = connection.Services;
        var set = session.Subscriptions;
        services.Index.SubscribeAutomatic(set, new SubscriptionName(session.Service, "core"u8, "session_event"u8, "*"u8, session.Id));
        services.Index.SubscribeAutomatic(set, new SubscriptionName(session.Service, "core"u8, "user_event"u8, "*"u8, session.User));
        services.Metrics.SubscriptionsChanged(session.SubscriptionCount);
        var claimed = await TryClaim(session);
        if (!claimed.IsOk)
        {
            services.Metrics.SubscriptionsChanged(-services.Index.Drop(set));
            if (claimed.Refusal?.Kind == RefusalKind.Taken)
            {
                End(connection, tid, ApiErrors.DuplicatedSessionId);
                return;
            }

            var error = ApiErrors.Of(claimed);
            services.Metrics.Answered(error);
            connection.Connection.EnqueueReply(Replies.Error(error, tid));
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
        session.Rights.Start(session);
        session.Open(Replies.Ok(data.WrittenSpan, tid));

        // It is listed: from here on every change of credentials finds it, and what changed before is seen now.
        session.Rights.EndIfOver(session);
    }

    private static async ValueTask<GatewayResult<Unit>> TryClaim(ApiSession session)
    {
        try
        {
            return await session.Services.Sessions.Login(session, CancellationToken.None);
        }
        catch (Exception exception)
        {
            return session.Services.Calls.FailureOf(exception);
        }
    }

    /// <summary>
    /// Delayed, counted, and after the last one closed. What could not be decided (100081, 100003) is delayed as well, but says nothing
    /// against the client: neither does it make the next delay longer, nor does a flood that is not decided hold its connections long.
    /// </summary>
    private static async ValueTask Fail(ApiConnection connection, byte[] tid, AuthResult.Refused refused)
    {
        var delay = LoginDelay.After(connection.LoginFailures + 1);
        var failures = refused.IsUndecided ? connection.LoginFailures : ++connection.LoginFailures;
        if (refused.Error == ApiErrors.Unauthorized)
        {
            connection.Services.Metrics.CredentialsRefused();
        }

        connection.Services.Metrics.Answered(refused.Error);
        await RefusalDelay.After(connection.Services.Time, delay);
        connection.Connection.EnqueueReply(Replies.Error(refused.Error, tid));
        if (failures >= connection.Services.Settings.Limits.LoginFailures)
        {
            connection.Connection.Close(CloseCode.PolicyViolation);
        }
    }

    private static void End(ApiConnection connection, byte[] tid, ApiError error)
    {
        connection.Services.Metrics.Answered(error);
        connection.Connection.EnqueueReply(Replies.Error(error, tid));
        connection.Connection.Close(CloseCode.Normal);
    }
}
