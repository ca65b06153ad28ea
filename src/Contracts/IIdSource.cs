namespace EventPlatform.Contracts;

/// <summary>Where new UUIDs come from; injected, so that a run can be repeated.</summary>
public interface IIdSource
{
    /// <summary>A new random UUID (version 4).</summary>
    Guid NewId();
}
