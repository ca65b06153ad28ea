using System.Collections.Immutable;
using EventPlatform.Contracts.Accounts;
using EventPlatform.Gateway.Commands;
using EventPlatform.Gateway.LiveApi;

namespace EventPlatform.Gateway.Tests.LiveApi;

/// <summary>What the host brings.</summary>
internal sealed class FakeHost : ILiveApiSettings, IServerFacts, IPasswordHashes, IPasswordMaker
{
    public long HttpBodyBytes { get; set; } = 1_000;

    public long DirectoryBodyBytes { get; set; } = 4_000;

    public string AdminUser => "admin";

    /// <summary>No password is hashed at the moment.</summary>
    public bool IsOverloaded { get; set; }

    public string Engine => "Embedded";

    public Task<GatewayResult<ImmutableArray<ServerNode>>> Nodes(CancellationToken cancellationToken) =>
        Task.FromResult<GatewayResult<ImmutableArray<ServerNode>>>(
            ImmutableArray.Create(new ServerNode("here", "both", 1_700_000_000_000)));

    public bool HasService(string name) => name is "default" or "second";

    public ValueTask<string?> Make(string password, CancellationToken cancellationToken) =>
        new(IsOverloaded ? null : $"hash of {password.Length}");

    public Task<GatewayResult<ImmutableArray<string?>>> Of(ImmutableArray<Account> accounts, CancellationToken cancellationToken) =>
        Task.FromResult<GatewayResult<ImmutableArray<string?>>>(
            accounts.Select(account => account.Username == "mikey" ? "AQID" : null).ToImmutableArray());
}
