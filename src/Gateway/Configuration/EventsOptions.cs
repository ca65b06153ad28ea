using System.ComponentModel.DataAnnotations;

namespace EventPlatform.Gateway.Configuration;

/// <summary>How events are delivered.</summary>
internal sealed class EventsOptions
{
    public const string Section = "Events";

    /// <summary>An External API client that does not answer an event in time is closed.</summary>
    public bool RequireAnswer { get; set; }

    /// <summary>Partitions of the event log. Fixed with the first start of a cluster; another number then refuses to start.</summary>
    [Range(1, 16)]
    public int Partitions { get; set; } = 1;
}
