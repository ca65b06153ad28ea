namespace EventPlatform.EndToEnd.Tests.Conformance.Format;

/// <summary>Where a connection is opened.</summary>
/// <param name="Path">Of the upgrade, with its query; nothing where lines are spoken.</param>
/// <param name="IsOnHttp">At the HTTP port instead of the External API's.</param>
/// <param name="Over">Whatever the column says; null: as it says.</param>
internal sealed record Entrance(string Path, bool IsOnHttp, Transport? Over)
{
    internal static readonly Entrance Default = new("/", IsOnHttp: false, Over: null);
}
