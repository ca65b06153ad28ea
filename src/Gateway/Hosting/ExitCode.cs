namespace EventPlatform.Gateway.Hosting;

/// <summary>How the process ends.</summary>
internal static class ExitCode
{
    /// <summary>As asked.</summary>
    public const int Ended = 0;

    /// <summary>All that is not <see cref="Misconfigured"/>: port in use, store damaged or locked.</summary>
    public const int Failed = 1;

    /// <summary>A wrong key, value, argument, or file named by the configuration.</summary>
    public const int Misconfigured = 2;
}
