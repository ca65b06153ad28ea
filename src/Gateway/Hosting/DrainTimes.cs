namespace EventPlatform.Gateway.Hosting;

/// <summary>How the time of a drain is divided.</summary>
internal static class DrainTimes
{
    private static readonly TimeSpan ForEngineMax = TimeSpan.FromSeconds(2);

    /// <summary>What is kept for the engine to flush and end: a fifth, at most 2 s.</summary>
    public static TimeSpan ForEngine(TimeSpan timeout) => timeout / 5 < ForEngineMax ? timeout / 5 : ForEngineMax;
}
