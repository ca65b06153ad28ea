namespace EventPlatform.Gateway.Security;

/// <summary>An account under one version of its key.</summary>
internal sealed record AccountCredential(IAccounts Accounts, Guid Id, long KeyVersion) : ICredential
{
    public bool IsOver => Accounts.IsOver(Id, KeyVersion);
}
