using System.Runtime.InteropServices;

namespace Orleans.Embedded;

/// <summary>Makes files durable that SQLite does not write by itself.</summary>
internal static partial class DiskSync
{
    private const int ReadOnly = 0;

    /// <summary>The file's content.</summary>
    internal static void File(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        file.Flush(flushToDisk: true);
    }

    /// <summary>The names in a folder: a file that was renamed is found after a power loss.</summary>
    internal static void Folder(string path)
    {
        // Windows has nothing of the kind; its file systems keep a journal of names.
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var folder = Open(path, ReadOnly);
        if (folder < 0)
        {
            throw new IOException($"The folder {path} cannot be opened: {Marshal.GetLastPInvokeErrorMessage()}");
        }

        var result = Sync(folder);
        var reason = Marshal.GetLastPInvokeErrorMessage();
        _ = Close(folder);
        if (result != 0)
        {
            throw new IOException($"The folder {path} cannot be synced: {reason}");
        }
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Sync(int file);

    [LibraryImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Close(int file);
}
