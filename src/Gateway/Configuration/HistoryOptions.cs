using System.ComponentModel.DataAnnotations;

namespace EventPlatform.Gateway.Configuration;

/// <summary>What a replay and the REST history reach, per partition, whichever is reached first.</summary>
internal sealed class HistoryOptions
{
    public const string Section = "History";

    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan Window { get; set; } = TimeSpan.FromMinutes(2);

    [Range(0, 10_000_000)]
    public int Events { get; set; } = 10_000;

    /// <summary>In bytes; the log itself keeps 32 MiB.</summary>
    [Range(0, 33_554_432)]
    public int Bytes { get; set; } = 16_777_216;
}
