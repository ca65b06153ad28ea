namespace EventPlatform.Contracts.Accounts;

/// <summary>An account and the salted hash of its password, null without one.</summary>
[GenerateSerializer, Immutable, Alias("ep.AccountSecret")]
public sealed record AccountSecret([property: Id(0)] Account Account, [property: Id(1)] string? PasswordHash)
{
    /// <summary>Without the hash, which no log is to show.</summary>
    public override string ToString() => $"AccountSecret {Account.Id}";
}
