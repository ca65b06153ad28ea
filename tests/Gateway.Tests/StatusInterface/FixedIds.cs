using EventPlatform.Contracts;

namespace EventPlatform.Gateway.StatusInterface;

/// <summary>Always the same id, so that references are known.</summary>
internal sealed class FixedIds : IIdSource
{
    public const string Reference = "11111111111111111111111111111111";

    public Guid NewId() => new(Reference);
}
