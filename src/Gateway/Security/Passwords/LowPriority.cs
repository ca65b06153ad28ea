using System.Runtime.InteropServices;

namespace EventPlatform.Gateway.Security.Passwords;

/// <summary>A thread's priority on Linux, where .NET's own setting has no effect.</summary>
internal static class LowPriority
{
    private const int OfProcessOrThread = 0;
    private const int Nice = 5;

    /// <summary>
    /// Puts the calling thread behind others when cores are scarce (setpriority(2): on Linux it concerns one thread, and anybody may
    /// lower it). Elsewhere nothing happens: it is a courtesy, nothing depends on it.
    /// </summary>
    public static void OfThisThread()
    {
        if (OperatingSystem.IsLinux())
        {
            try
            {
                _ = SetPriority(OfProcessOrThread, 0, Nice);
            }
            catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException)
            {
                // A C library of another name: it goes without.
                return;
            }
        }
    }

    [DllImport("libc", EntryPoint = "setpriority")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetPriority(int which, uint who, int priority);
}
