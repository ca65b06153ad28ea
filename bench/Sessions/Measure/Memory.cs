using System.Globalization;

namespace EventPlatform.Bench.Sessions.Measure;

/// <summary>Resident memory of a process, in KiB.</summary>
internal static class Memory
{
    /// <returns>null: the process is not known.</returns>
    public static double? ResidentKib(int? process) => process is { } pid ? Field(pid, "VmRSS:") : null;

    /// <summary>The most it ever was.</summary>
    public static double? PeakKib(int? process) => process is { } pid ? Field(pid, "VmHWM:") : null;

    // VmRSS:	  123456 kB
    private static double Field(int process, string name)
    {
        var line = File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith(name, StringComparison.Ordinal));
        return double.Parse(line.AsSpan(name.Length..^"kB".Length).Trim(), NumberStyles.None, CultureInfo.InvariantCulture);
    }
}
