using System.Globalization;
using EventPlatform.Bench.Sessions.Net;

namespace EventPlatform.Bench.Sessions.Measure;

/// <summary>CPU time used up to a moment, in ticks: by the server, by this process, and on the whole machine.</summary>
/// <param name="At">On <see cref="Clock"/>.</param>
/// <param name="Server">utime and stime of all its threads; null: its process is not known.</param>
/// <param name="Client">The same of this process.</param>
/// <param name="Machine">All CPUs, whatever for, but idle time, waiting for disks, and what the host took away.</param>
/// <param name="Stolen">What the host took away.</param>
internal sealed record Usage(long At, long? Server, long Client, long Machine, long Stolen)
{
    // Of /proc/stat: cpu user nice system idle iowait irq softirq steal
    private const int Idle = 4;
    private const int IoWait = 5;
    private const int Steal = 8;

    // Of /proc/PID/stat behind the name in parentheses, where the state is the first field.
    private const int UserTime = 11;
    private const int SystemTime = 12;

    public static Usage Now(int? server)
    {
        var machine = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        long Field(int index) => long.Parse(machine[index], CultureInfo.InvariantCulture);
        var busy = Enumerable.Range(1, Steal - 1).Where(index => index is not (Idle or IoWait)).Sum(Field);
        return new Usage(Clock.Now, server is { } pid ? OfProcess($"{pid}") : null, OfProcess("self"), busy, Field(Steal));
    }

    /// <summary>CPU time of the server since then, in seconds.</summary>
    public double? ServerSeconds(Usage since) => Server is { } now ? (double)(now - since.Server!.Value) / Posix.TicksPerSecond : null;

    public double? ServerPercent(Usage since) => Server is { } now ? Percent(now - since.Server!.Value, since) : null;

    public double ClientPercent(Usage since) => Percent(Client - since.Client, since);

    /// <summary>What everything else on the machine used; with an unknown server, that too.</summary>
    public double OtherPercent(Usage since) =>
        Math.Max(0, Percent(Machine - since.Machine - (Client - since.Client) - ((Server - since.Server) ?? 0), since));

    public double StolenPercent(Usage since) => Percent(Stolen - since.Stolen, since);

    /// <summary>Of one CPU.</summary>
    private double Percent(long ticks, Usage since) =>
        100.0 * ticks / Posix.TicksPerSecond / ((double)(At - since.At) / Clock.PerSecond);

    private static long OfProcess(string process)
    {
        var text = File.ReadAllText($"/proc/{process}/stat");
        var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
        return long.Parse(fields[UserTime], CultureInfo.InvariantCulture) + long.Parse(fields[SystemTime], CultureInfo.InvariantCulture);
    }
}
