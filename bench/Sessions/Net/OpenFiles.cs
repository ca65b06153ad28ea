namespace EventPlatform.Bench.Sessions.Net;

/// <summary>How many files may be open: what is promised for a number of sessions is promised under a limit.</summary>
internal static class OpenFiles
{
    /// <summary>
    /// Bounds this process, and with it the server it starts: the runtime raises the soft limit to the hard one by itself, so both are set.
    /// </summary>
    /// <param name="count">0: nothing is set.</param>
    /// <exception cref="BenchException">The system does not allow that many.</exception>
    public static void Limit(int count)
    {
        if (count == 0)
        {
            return;
        }

        if (Posix.OpenFilesMax() is var most && most < count)
        {
            throw new BenchException($"at most {most} files may be open here (ulimit -Hn); --open-files needs {count}");
        }

        Posix.LimitOpenFiles(count);
    }
}
