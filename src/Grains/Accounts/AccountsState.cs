using EventPlatform.Contracts.Accounts;

namespace EventPlatform.Grains.Accounts;

/// <summary>A shard's stored accounts, and the change that waits for its outcome.</summary>
[GenerateSerializer, Alias("ep.state.Accounts")]
internal sealed class AccountsState
{
    [Id(0)]
    public int Version { get; set; } = 1;

    [Id(1)]
    public List<AccountSecret> Content { get; set; } = [];

    [Id(2)]
    public AccountsChange? Pending { get; set; }
}
