using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;

namespace EventPlatform.Management;

/// <summary>What the system says of this process; all of it is looked up when it is asked for.</summary>
internal sealed class ProcessMetrics : IMeters
{
    private const string Limits = "/proc/self/limits";
    private const string OpenFiles = "/proc/self/fd";

    public ProcessMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MetricsExport.MeterPrefix + ".Process");
        using var process = Process.GetCurrentProcess();
        var start = new DateTimeOffset(process.StartTime).ToUnixTimeMilliseconds() / 1e3;
        meter.CreateObservableCounter(
            "ep_process_cpu_seconds_total", () => Environment.CpuUsage.TotalTime.TotalSeconds, "s", "CPU time used, of user and system");
        meter.CreateObservableGauge(
            "ep_process_resident_memory_bytes", () => Environment.WorkingSet, "By", "Memory of the process that is in RAM");
        meter.CreateObservableGauge("ep_process_start_time_seconds", () => start, "s", "When the process started, Unix time");

        // Of systems without /proc nothing is told.
        if (Directory.Exists(OpenFiles))
        {
            meter.CreateObservableGauge("ep_process_open_fds", CountOpenFiles, description: "Open files and sockets");
            meter.CreateObservableGauge("ep_process_max_fds", MaxOpenFiles, description: "Open files and sockets that are allowed");
        }
    }

    private static int CountOpenFiles() => Directory.EnumerateFileSystemEntries(OpenFiles).Count();

    // Max open files  1024  524288  files
    private static double MaxOpenFiles()
    {
        const string Name = "Max open files";
        var line = File.ReadLines(Limits).FirstOrDefault(line => line.StartsWith(Name, StringComparison.Ordinal)) ?? Name;
        var soft = line[Name.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();
        return double.TryParse(soft, CultureInfo.InvariantCulture, out var max) ? max : double.PositiveInfinity;
    }
}
