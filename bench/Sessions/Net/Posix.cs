using System.ComponentModel;
using System.Runtime.InteropServices;

[assembly: DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]

namespace EventPlatform.Bench.Sessions.Net;

/// <summary>The calls of Linux that the event loop needs; names and numbers as in its headers, for x64 and arm64.</summary>
internal static partial class Posix
{
    internal const int Interrupted = 4;
    internal const int Again = 11;
    internal const int InProgress = 115;

    internal const uint In = 0x1;
    internal const uint Out = 0x4;
    internal const uint Error = 0x8;
    internal const uint HangUp = 0x10;
    internal const uint ReadHangUp = 0x2000;
    internal const uint EdgeTriggered = 1u << 31;

    private const int Internet = 2;
    private const int Stream = 1;
    private const int NonBlocking = 0x800;
    private const int CloseOnExec = 0x80000;
    private const int LevelIp = 0;
    private const int LevelSocket = 1;
    private const int LevelTcp = 6;
    private const int TcpNoDelay = 1;
    private const int SocketErrorOption = 4;
    private const int BindAddressNoPort = 24;
    private const int NoSignal = 0x4000;
    private const int ShutdownWrite = 1;
    private const int ControlAdd = 1;
    private const int Monotonic = 1;
    private const int OpenFilesLimit = 7;
    private const int ClockTicks = 2;

    /// <summary>Ticks of the times in <c>/proc</c> a second.</summary>
    internal static long TicksPerSecond { get; } = SystemConfiguration(ClockTicks);

    /// <summary>A TCP socket that never blocks and sends at once.</summary>
    internal static int NewSocket()
    {
        var socket = Checked(Socket(Internet, Stream | NonBlocking | CloseOnExec, 0), "socket");
        Option(socket, LevelTcp, TcpNoDelay);
        return socket;
    }

    /// <summary>Takes a local address; connect chooses the port, so that one is in use only towards the same peer.</summary>
    internal static void BindAddress(int socket, ReadOnlySpan<byte> address)
    {
        Option(socket, LevelIp, BindAddressNoPort);
        Checked(Bind(socket, address, address.Length), "bind");
    }

    /// <summary>Begins to connect; the socket becomes writable when it is done.</summary>
    internal static void BeginConnect(int socket, ReadOnlySpan<byte> address)
    {
        if (Connect(socket, address, address.Length) != 0 && Marshal.GetLastPInvokeError() != InProgress)
        {
            throw Failure("connect");
        }
    }

    /// <returns>The socket's pending error; 0: none.</returns>
    internal static int SocketError(int socket)
    {
        var error = 0;
        var length = sizeof(int);
        Checked(GetOption(socket, LevelSocket, SocketErrorOption, ref error, ref length), "getsockopt");
        return error;
    }

    /// <returns>The port that connect has chosen.</returns>
    internal static int LocalPort(int socket)
    {
        Span<byte> address = stackalloc byte[SocketAddresses.Length];
        var length = address.Length;
        Checked(SocketName(socket, address, ref length), "getsockname");
        return SocketAddresses.Port(address);
    }

    /// <returns>Bytes received; 0: the peer has ended; below 0: see <see cref="LastError"/>.</returns>
    internal static int Receive(int socket, Span<byte> buffer) => (int)Receive(socket, buffer, buffer.Length, 0);

    /// <returns>Bytes taken; below 0: see <see cref="LastError"/>.</returns>
    internal static int Send(int socket, ReadOnlySpan<byte> bytes) => (int)Send(socket, bytes, bytes.Length, NoSignal);

    internal static void EndOutput(int socket) => _ = Shutdown(socket, ShutdownWrite);

    internal static int NewPoll() => Checked(CreatePoll(CloseOnExec), "epoll_create1");

    internal static void Watch(int poll, int descriptor, ReadOnlySpan<byte> pollEvent) =>
        Checked(ControlPoll(poll, ControlAdd, descriptor, pollEvent), "epoll_ctl");

    /// <returns>Events that were written to the buffer.</returns>
    internal static int WaitPoll(int poll, Span<byte> events, int countMax, bool mayBlock)
    {
        var count = WaitPoll(poll, events, countMax, mayBlock ? -1 : 0);
        return count >= 0 || Marshal.GetLastPInvokeError() == Interrupted ? Math.Max(0, count) : throw Failure("epoll_wait");
    }

    internal static int NewTimer() => Checked(CreateTimer(Monotonic, NonBlocking | CloseOnExec), "timerfd_create");

    /// <summary>Lets a timer become readable once.</summary>
    /// <param name="timer">From <see cref="NewTimer"/>.</param>
    /// <param name="nanoseconds">From now on; above 0.</param>
    internal static void SetTimer(int timer, long nanoseconds)
    {
        // struct itimerspec: the period (none) and the first expiry, each as seconds and nanoseconds
        ReadOnlySpan<long> expiry = [0, 0, nanoseconds / Clock.PerSecond, nanoseconds % Clock.PerSecond];
        Checked(SetTimer(timer, 0, expiry, nint.Zero), "timerfd_settime");
    }

    /// <returns>How many files this process may allow itself to have open.</returns>
    internal static long OpenFilesMax()
    {
        Span<long> limits = stackalloc long[2];
        Checked(GetLimit(OpenFilesLimit, limits), "getrlimit");

        // The second is the hard limit; without a limit it is the largest unsigned number.
        return limits[1] < 0 ? long.MaxValue : limits[1];
    }

    /// <summary>Bounds how many files this process and the ones it starts may have open, for good.</summary>
    internal static void LimitOpenFiles(long count) => Checked(SetLimit(OpenFilesLimit, [count, count]), "setrlimit");

    internal static int LastError() => Marshal.GetLastPInvokeError();

    internal static string TextOf(int error) => Marshal.GetPInvokeErrorMessage(error);

    [LibraryImport("libc", EntryPoint = "close")]
    internal static partial int Close(int descriptor);

    private static int Checked(int result, string call) => result >= 0 ? result : throw Failure(call);

    private static BenchException Failure(string call)
    {
        var error = new Win32Exception(Marshal.GetLastPInvokeError());
        return new BenchException($"{call}: {error.Message}");
    }

    private static void Option(int socket, int level, int option) =>
        Checked(SetOption(socket, level, option, 1, sizeof(int)), "setsockopt");

    [LibraryImport("libc", EntryPoint = "socket", SetLastError = true)]
    private static partial int Socket(int domain, int type, int protocol);

    [LibraryImport("libc", EntryPoint = "bind", SetLastError = true)]
    private static partial int Bind(int socket, ReadOnlySpan<byte> address, int length);

    [LibraryImport("libc", EntryPoint = "connect", SetLastError = true)]
    private static partial int Connect(int socket, ReadOnlySpan<byte> address, int length);

    [LibraryImport("libc", EntryPoint = "setsockopt", SetLastError = true)]
    private static partial int SetOption(int socket, int level, int option, in int value, int length);

    [LibraryImport("libc", EntryPoint = "getsockopt", SetLastError = true)]
    private static partial int GetOption(int socket, int level, int option, ref int value, ref int length);

    [LibraryImport("libc", EntryPoint = "getsockname", SetLastError = true)]
    private static partial int SocketName(int socket, Span<byte> address, ref int length);

    [LibraryImport("libc", EntryPoint = "recv", SetLastError = true)]
    private static partial nint Receive(int socket, Span<byte> buffer, nint length, int flags);

    [LibraryImport("libc", EntryPoint = "send", SetLastError = true)]
    private static partial nint Send(int socket, ReadOnlySpan<byte> bytes, nint length, int flags);

    [LibraryImport("libc", EntryPoint = "shutdown", SetLastError = true)]
    private static partial int Shutdown(int socket, int how);

    [LibraryImport("libc", EntryPoint = "epoll_create1", SetLastError = true)]
    private static partial int CreatePoll(int flags);

    [LibraryImport("libc", EntryPoint = "epoll_ctl", SetLastError = true)]
    private static partial int ControlPoll(int poll, int operation, int descriptor, ReadOnlySpan<byte> pollEvent);

    [LibraryImport("libc", EntryPoint = "epoll_wait", SetLastError = true)]
    private static partial int WaitPoll(int poll, Span<byte> events, int countMax, int milliseconds);

    [LibraryImport("libc", EntryPoint = "timerfd_create", SetLastError = true)]
    private static partial int CreateTimer(int clock, int flags);

    [LibraryImport("libc", EntryPoint = "timerfd_settime", SetLastError = true)]
    private static partial int SetTimer(int timer, int flags, ReadOnlySpan<long> expiry, nint former);

    [LibraryImport("libc", EntryPoint = "getrlimit", SetLastError = true)]
    private static partial int GetLimit(int resource, Span<long> limits);

    [LibraryImport("libc", EntryPoint = "setrlimit", SetLastError = true)]
    private static partial int SetLimit(int resource, ReadOnlySpan<long> limits);

    [LibraryImport("libc", EntryPoint = "sysconf", SetLastError = true)]
    private static partial nint SystemConfiguration(int name);
}
