using System.Collections.Immutable;
using EventPlatform.Gateway.Commands;
using EventPlatform.Gateway.Configuration;
using EventPlatform.Gateway.LiveApi;
using EventPlatform.Silo;

namespace EventPlatform.Gateway.Core;

/// <summary>What REST asks of its host.</summary>
internal sealed class LiveApiHost(LiveSettings settings, ServerNodes nodes) : ILiveApiSettings, IServerFacts
{
    public long HttpBodyBytes => settings.Limits.CurrentValue.HttpBodyBytes;

    public long DirectoryBodyBytes => settings.Limits.CurrentValue.DirectoryBodyBytes;

    public string AdminUser => settings.Auth.CurrentValue.Admin.User;

    public string Engine => PlatformHosting.Engine;

    public Task<GatewayResult<ImmutableArray<ServerNode>>> Nodes(CancellationToken cancellationToken) => nodes.List(cancellationToken);

    public bool HasService(string name) => settings.AtStart.Services.Names.Contains(name);
}
