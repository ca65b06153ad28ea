using System.Runtime.InteropServices;

namespace EventPlatform.Gateway.Security.Passwords;

/// <summary>
/// Priorities of threads on Linux, where .NET's own setting has no effect. Elsewhere nothing happens: it is a courtesy, nothing depends on
/// it.
/// </summary>
internal static class ThreadPriorities
{
    private const int OfProcessOrThread = 0;
    private const int Nice = 5;
    private const int SchedIdle = 5;

    /// <summary>
    /// The calling thread runs only where a core has nothing else to do (sched(7), SCHED_IDLE): whoever wakes up takes its place at once.
    /// With a nice value alone it would keep its core to the end of its slice, some milliseconds.
    /// </summary>
    public static void OnlyWhenIdle() => Try(() =>
    {
        var priority = 0;
        return SetScheduler(0, SchedIdle, ref priority);
    });

    /// <summary>The calling thread has a smaller share than others when cores are scarce (setpriority(2)).</summary>
    public static void Low() => Try(() => SetPriority(OfProcessOrThread, 0, Nice));

    private static void Try(Func<int> call)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        try
        {
            _ = call();
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException)
        {
            // A C library of another name: it goes without.
            return;
        }
    }

    [DllImport("libc", EntryPoint = "setpriority")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetPriority(int which, uint who, int priority);

    // struct sched_param is one int.
    [DllImport("libc", EntryPoint = "sched_setscheduler")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetScheduler(int thread, int policy, ref int priority);
}
