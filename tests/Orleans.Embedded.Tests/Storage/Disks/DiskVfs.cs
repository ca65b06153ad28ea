using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Orleans.Embedded.Tests;

/// <summary>
/// A file system of SQLite's (https://sqlite.org/vfs.html): the usual one, whose writes, truncations, syncs and deletions go through an
/// <see cref="UnreliableDisk"/>.
/// </summary>
internal sealed unsafe partial class DiskVfs : IDisposable
{
    private const string Library = "e_sqlite3";

    // sqlite3_vfs: three ints, a link, the name, application data, then the methods; each a word of 8 bytes.
    private const int NameAt = 3;
    private const int OpenAt = 5;
    private const int DeleteAt = 6;
    private const int AccessAt = 7;
    private const int VfsWords = 21;

    // sqlite3_io_methods: the version, then the methods; the last two (of version 3) map files into memory, past us.
    private const int WriteAt = 3;
    private const int TruncateAt = 4;
    private const int SyncAt = 5;
    private const int MethodsWords = 19;

    private static readonly ConcurrentDictionary<nint, DiskVfs> All = [];
    private static readonly ConcurrentDictionary<nint, (UnreliableDisk Disk, DiskFile File, nint Real)> Files = [];
    private static int _count;
    private readonly nint* _vfs;
    private readonly nint* _real;
    private readonly UnreliableDisk _disk;
    private readonly Dictionary<nint, nint> _methods = [];

    internal DiskVfs(UnreliableDisk disk)
    {
        _disk = disk;
        Name = $"disk-{Interlocked.Increment(ref _count)}";
        _real = Find(null);
        _vfs = Copy(_real, VfsWords);
        _vfs[NameAt] = Marshal.StringToCoTaskMemUTF8(Name);
        _vfs[OpenAt] = (nint)(delegate* unmanaged[Cdecl]<nint, nint, nint, int, nint, int>)&Open;
        _vfs[DeleteAt] = (nint)(delegate* unmanaged[Cdecl]<nint, nint, int, int>)&Delete;
        All[(nint)_vfs] = this;
        Assert.Equal(0, Register(_vfs, 0));
    }

    internal string Name { get; }

    /// <summary>The native memory stays: connections that are left open still use it.</summary>
    public void Dispose() => Assert.Equal(0, Unregister(_vfs));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Open(nint vfs, nint name, nint file, int flags, nint flagsOut)
    {
        var self = All[vfs];
        var isThere = 0;
        if (name != 0)
        {
            ((delegate* unmanaged[Cdecl]<nint, nint, int, int*, int>)self._real[AccessAt])((nint)self._real, name, 0, &isThere);
        }

        var result = ((delegate* unmanaged[Cdecl]<nint, nint, nint, int, nint, int>)self._real[OpenAt])(
            (nint)self._real, name, file, flags, flagsOut);
        if (result == 0 && name != 0)
        {
            var opened = self._disk.Open(Marshal.PtrToStringUTF8(name)!, isThere != 0);
            var real = *(nint*)file;
            Files[file] = (self._disk, opened, real);
            *(nint*)file = self.MethodsOver(real);
        }

        return result;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Delete(nint vfs, nint name, int isSynced)
    {
        var self = All[vfs];
        return self._disk.Delete(
            Marshal.PtrToStringUTF8(name)!,
            isSynced != 0,
            () => ((delegate* unmanaged[Cdecl]<nint, nint, int, int>)self._real[DeleteAt])((nint)self._real, name, 0));
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Write(nint handle, byte* bytes, int count, long at)
    {
        var (disk, file, real) = Files[handle];
        return disk.Do(DiskDeed.Write, file, () =>
        {
            file.Write(new ReadOnlySpan<byte>(bytes, count), at);
            return ((delegate* unmanaged[Cdecl]<nint, byte*, int, long, int>)((nint*)real)[WriteAt])(handle, bytes, count, at);
        });
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Truncate(nint handle, long length)
    {
        var (disk, file, real) = Files[handle];
        return disk.Do(DiskDeed.Truncate, file, () =>
        {
            file.Truncate(length);
            return ((delegate* unmanaged[Cdecl]<nint, long, int>)((nint*)real)[TruncateAt])(handle, length);
        });
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Sync(nint handle, int flags)
    {
        var (disk, file, _) = Files[handle];
        return disk.Do(DiskDeed.Sync, file, () => 0);
    }

    /// <summary>The methods of a file, with ours in place of three.</summary>
    private nint MethodsOver(nint real)
    {
        if (!_methods.TryGetValue(real, out var ours))
        {
            var methods = Copy((nint*)real, MethodsWords);
            *(int*)methods = 2;
            methods[WriteAt] = (nint)(delegate* unmanaged[Cdecl]<nint, byte*, int, long, int>)&Write;
            methods[TruncateAt] = (nint)(delegate* unmanaged[Cdecl]<nint, long, int>)&Truncate;
            methods[SyncAt] = (nint)(delegate* unmanaged[Cdecl]<nint, int, int>)&Sync;
            _methods[real] = ours = (nint)methods;
        }

        return ours;
    }

    private static nint* Copy(nint* from, int words)
    {
        var to = (nint*)NativeMemory.Alloc((nuint)words, 8);
        new ReadOnlySpan<nint>(from, words).CopyTo(new Span<nint>(to, words));
        return to;
    }

    [LibraryImport(Library, EntryPoint = "sqlite3_vfs_find", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint* Find(string? name);

    [LibraryImport(Library, EntryPoint = "sqlite3_vfs_register")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Register(nint* vfs, int isDefault);

    [LibraryImport(Library, EntryPoint = "sqlite3_vfs_unregister")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Unregister(nint* vfs);
}
