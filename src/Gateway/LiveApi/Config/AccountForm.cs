using EventPlatform.Contracts.Accounts;

namespace EventPlatform.Gateway.LiveApi.Config;

/// <summary>What a body gives of an account; the password is plain still.</summary>
internal sealed record AccountForm(AccountValues Values, string? Password)
{
    /// <summary>Without the password.</summary>
    public override string ToString() => Values.ToString();
}
