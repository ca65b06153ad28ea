using System.Collections.Immutable;
using EventPlatform.Gateway.Configuration;
using EventPlatform.Gateway.LiveApi;
using EventPlatform.Gateway.Sessions;
using EventPlatform.Silo;

namespace EventPlatform.Gateway.Core;

/// <summary>What REST asks of its host.</summary>
internal sealed class LiveApiHost(LiveSettings settings, ISessions sessions, TimeProvider time) : ILiveApiSettings, IServerFacts
{
    private readonly long _startedAt = time.GetUtcNow().ToUnixTimeMilliseconds();

    public long HttpBodyBytes => settings.Limits.CurrentValue.HttpBodyBytes;

    public long DirectoryBodyBytes => settings.Limits.CurrentValue.DirectoryBodyBytes;

    public string AdminUser => settings.Auth.CurrentValue.Admin.User;

    public string Engine => PlatformHosting.Engine;

    public ImmutableArray<ServerNode> Nodes => [new ServerNode(sessions.Self.GatewayId, "gateway", _startedAt)];

    public bool HasService(string name) => settings.AtStart.Services.Names.Contains(name);
}
