using EventPlatform.Contracts;
using EventPlatform.Contracts.Sessions;
using EventPlatform.Gateway.Configuration;
using EventPlatform.Gateway.ExternalApi;
using EventPlatform.Gateway.ExternalApi.Connections;
using EventPlatform.Gateway.ExternalApi.Plugins;
using EventPlatform.Gateway.Hub.Subscriptions;
using EventPlatform.Gateway.Security;
using EventPlatform.Gateway.Transport;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace EventPlatform.Bench.Micro.Encode;

/// <summary>As much of the External API as sessions need to be there and to get events; nobody can log in and no command runs.</summary>
internal sealed class ApiFrontEnd : IDisposable
{
    private readonly TimingWheel _wheel = new(TimeProvider.System, NullLogger<TimingWheel>.Instance);
    private readonly RandomIdSource _ids = new();
    private readonly GatewayRef _gateway;

    internal ApiFrontEnd()
    {
        _gateway = new GatewayRef("bench", _ids.NewId());
        var settings = new ExternalApiSettings(
            new Snapshot<LimitsOptions>(new LimitsOptions()),
            new Snapshot<AccessOptions>(new AccessOptions()),
            Options.Create(new ServicesOptions()),
            Options.Create(new EventsOptions()),
            Options.Create(new SocketOptions()),
            Options.Create(new TlsOptions()));
        var hooks = new ApiHooks(
            new LoginHooks([]),
            new AdmissionHooks([], []),
            new EventHooks([], NullLogger<EventHooks>.Instance),
            new UserGetHooks([], NullLogger<UserGetHooks>.Instance),
            new SessionHooks([], NullLogger<SessionHooks>.Instance));

        // What is null is for logins and commands only.
        Services = new ApiServices(
            settings, null!, null!, null!, Index, null!, null!, null!, null!, _wheel, TimeProvider.System, _ids, null!, hooks);
    }

    internal SubscriptionIndex Index { get; } = new();

    internal ApiServices Services { get; }

    /// <summary>A session on a WebSocket whose socket takes everything at once.</summary>
    internal ApiSession NewSession(string user)
    {
        var bounds = ConnectionBounds.WebSocket(Services.Settings.Limits);
        var connection = new MessageConnection(new DiscardingWire(), Framing.WebSocket, bounds, _wheel);
        var id = _ids.NewId();
        var claim = new SessionClaim(id.ToString("D"), "default", user, id, _gateway, 0, "ws:127.0.0.1:1", "127.0.0.1", 1);
        var rights = new SessionRights(
            new Caller(user, claim.SessionId, claim.Service, [], IsAdmin: true), new AuthResult.Accepted(user));
        var session = new ApiSession(Services, connection, rights, claim, []);
        session.Open("""{"result":"ok","tid":1}"""u8.ToArray());
        return session;
    }

    public void Dispose() => _wheel.Dispose();
}
