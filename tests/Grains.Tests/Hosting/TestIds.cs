using EventPlatform.Contracts;

namespace EventPlatform.Grains.Tests.Hosting;

/// <summary>Ids for tests that share a cluster: never used before.</summary>
internal static class TestIds
{
    private static readonly RandomIdSource Source = new();

    internal static Guid New() => Source.NewId();

    internal static string NewName(string prefix) => $"{prefix}-{New():N}";
}
