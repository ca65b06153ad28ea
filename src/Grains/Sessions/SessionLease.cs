namespace EventPlatform.Grains.Sessions;

/// <summary>How long a session lives without its gateway claiming it again; gateways claim each one every 15 s.</summary>
internal static class SessionLease
{
    internal static TimeSpan Duration { get; } = TimeSpan.FromSeconds(40);
}
