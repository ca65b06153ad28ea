using System.Collections.Immutable;
using EventPlatform.Contracts.Accounts;
using EventPlatform.Gateway.Commands;
using EventPlatform.Gateway.LiveApi;

namespace EventPlatform.Gateway.Tests.LiveApi;

/// <summary>What the host brings.</summary>
internal sealed class FakeHost : ILiveApiSettings, IServerFacts, IPasswordHashes
{
    public long HttpBodyBytes { get; set; } = 1_000;

    public string Engine => "Embedded";

    public ImmutableArray<ServerNode> Nodes => [new("here", "both", 1_700_000_000_000)];

    public bool HasService(string name) => name is "default" or "second";

    public Task<GatewayResult<ImmutableArray<string?>>> Of(ImmutableArray<Account> accounts, CancellationToken cancellationToken) =>
        Task.FromResult<GatewayResult<ImmutableArray<string?>>>(
            accounts.Select(account => account.Username == "mikey" ? "AQID" : null).ToImmutableArray());
}
