namespace EventPlatform.Grains.Tests.Hosting;

/// <summary>How a write fails.</summary>
public enum StorageFault
{
    /// <summary>Nothing is stored.</summary>
    NotWritten = 0,

    /// <summary>It is stored, but nobody learns of it.</summary>
    WrittenUnknown = 1,
}
