using EventPlatform.Contracts.Accounts;
using EventPlatform.Contracts.Sessions;

namespace EventPlatform.Gateway.LiveApi.Live;

/// <summary>A user: an account, or somebody without one who has a session.</summary>
internal sealed record UserView(Guid Id, string UserName, string DisplayedName, Account? Account)
{
    public static UserView Of(Account account) => new(
        account.Id,
        account.Username,
        account.DisplayName.Length > 0 ? account.DisplayName : account.Username,
        account);

    public static UserView Of(SessionClaim claim) => new(claim.UserId, claim.User, claim.User, null);
}
