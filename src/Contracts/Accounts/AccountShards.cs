using System.Text;

namespace EventPlatform.Contracts.Accounts;

/// <summary>Which shard keeps an account.</summary>
public static class AccountShards
{
    /// <summary>The number of shards; fixed, as stored accounts depend on it.</summary>
    public const int Count = 16;

    /// <summary>The shard of a user name, 0 to 15.</summary>
    public static int Of(string username) => (int)(StableHash.Of(Encoding.UTF8.GetBytes(username)) % Count);
}
