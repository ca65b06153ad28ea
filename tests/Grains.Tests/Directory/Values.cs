using EventPlatform.Contracts.Accounts;

namespace EventPlatform.Grains.Tests.Directory;

/// <summary>Values of accounts for tests.</summary>
internal static class Values
{
    /// <summary>Nothing is given.</summary>
    internal static AccountValues None { get; } = new(null, null, null, null, false, null, null);

    internal static AccountValues Named(string username) => None with { Username = username };

    internal static AccountValues Bound(this AccountValues values, Guid? extension) =>
        values with { HasExtension = true, ExtensionId = extension };
}
