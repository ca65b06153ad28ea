using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace EventPlatform.Gateway.Transport.Sockets;

/// <summary>
/// Queues that are shared with the system: sends go into one, their results come out of the other, and one call carries out many (Linux,
/// io_uring(7), from 5.18 on). Used by one thread at a time, and there as long as the process is.
/// </summary>
internal sealed unsafe partial class KernelRing
{
    private const int SetupCall = 425;
    private const int EnterCall = 426;
    private const uint SubmitAll = 1 << 7;
    private const int GetEvents = 1;
    private const int ReadWrite = 3;
    private const int SharedPopulated = 0x8001;
    private const nint EntriesOffset = 0x10000000;
    private const byte SendOperation = 26;

    /// <summary>MSG_DONTWAIT and MSG_NOSIGNAL: what the socket does not take at once comes back, within the call.</summary>
    private const uint AtOnce = 0x40 | 0x4000;

    private const int Interrupted = 4;

    private readonly nint _descriptor;
    private readonly Layout _layout;
    private readonly byte* _queues;
    private readonly Entry* _entries;
    private uint _prepared;

    private KernelRing(nint descriptor, in Layout layout, byte* queues, Entry* entries)
    {
        _descriptor = descriptor;
        _layout = layout;
        _queues = queues;
        _entries = entries;
        _prepared = *Word(layout.Submissions.Tail);

        // Which entry stands at a place never changes.
        for (uint place = 0; place < layout.SubmissionCount; place++)
        {
            Word(layout.Submissions.Array)[place] = place;
        }
    }

    /// <summary>Opens one.</summary>
    /// <param name="count">Most sends in one call; a power of two.</param>
    /// <returns>Null: the system has none, or does not allow it to this process, as in most containers.</returns>
    public static KernelRing? TryOpen(int count)
    {
        if (!OperatingSystem.IsLinux() || !Environment.Is64BitProcess)
        {
            return null;
        }

        var layout = new Layout { Flags = SubmitAll };
        var descriptor = (int)Call(SetupCall, count, (nint)(&layout), 0, 0, 0, 0);
        if (descriptor < 0)
        {
            return null;
        }

        var queues = Map(0, QueuesBytes(layout), ReadWrite, SharedPopulated, descriptor, 0);
        var entries = Map(0, EntriesBytes(layout), ReadWrite, SharedPopulated, descriptor, EntriesOffset);
        if (queues != -1 && entries != -1)
        {
            return new KernelRing(descriptor, layout, (byte*)queues, (Entry*)entries);
        }

        new SafeFileHandle(descriptor, ownsHandle: true).Dispose();
        return null;
    }

    /// <summary>Prepares a send. The bytes must stay where they are until its result has come.</summary>
    /// <param name="tag">Comes back with the result.</param>
    /// <param name="socket">Must stay open until then.</param>
    /// <param name="bytes">What is sent.</param>
    /// <param name="length">How many.</param>
    public void Prepare(int tag, nint socket, byte* bytes, int length)
    {
        _entries[_prepared++ & *Word(_layout.Submissions.Mask)] = new Entry
        {
            Operation = SendOperation,
            Descriptor = (int)socket,
            Address = (ulong)bytes,
            Length = (uint)length,
            Flags = AtOnce,
            Tag = (ulong)tag,
        };
    }

    /// <summary>Carries out what is prepared.</summary>
    /// <returns>How many, from the first; the others are as if they had not been prepared: the system lacks something.</returns>
    public int Submit()
    {
        var tail = Word(_layout.Submissions.Tail);
        var wanted = (int)(_prepared - *tail);
        Volatile.Write(ref *tail, _prepared);
        var submitted = 0;
        while (submitted < wanted)
        {
            var taken = (int)Call(EnterCall, _descriptor, wanted - submitted, 0, 0, 0, 0);
            if (taken > 0)
            {
                submitted += taken;
            }
            else if (taken == 0 || Marshal.GetLastPInvokeError() != Interrupted)
            {
                break;
            }
        }

        // The system looks at the tail only inside the call.
        _prepared -= (uint)(wanted - submitted);
        Volatile.Write(ref *tail, _prepared);
        return submitted;
    }

    /// <summary>Takes the next result; one must be outstanding.</summary>
    /// <param name="result">Bytes sent, or the negated number of an error.</param>
    /// <returns>The send's tag.</returns>
    /// <exception cref="InvalidOperationException">The system does not give it: nobody knows what was sent.</exception>
    public int Take(out int result)
    {
        var head = Word(_layout.Completions.Head);
        while (*head == Volatile.Read(ref *Word(_layout.Completions.Tail)))
        {
            // Never so far: what must not wait has ended when it was carried out.
            if (Call(EnterCall, _descriptor, 0, 1, GetEvents, 0, 0) < 0 && Marshal.GetLastPInvokeError() is not Interrupted and var error)
            {
                throw new InvalidOperationException($"io_uring_enter: {Marshal.GetPInvokeErrorMessage(error)}");
            }
        }

        var completions = (Result*)(_queues + _layout.Completions.Results);
        var completion = completions[*head & *Word(_layout.Completions.Mask)];
        Volatile.Write(ref *head, *head + 1);
        result = completion.Value;
        return (int)completion.Tag;
    }

    private uint* Word(uint offset) => (uint*)(_queues + offset);

    private static nint QueuesBytes(in Layout layout) => (nint)Math.Max(
        layout.Submissions.Array + (layout.SubmissionCount * sizeof(uint)),
        layout.Completions.Results + (layout.CompletionCount * sizeof(Result)));

    private static nint EntriesBytes(in Layout layout) => (nint)(layout.SubmissionCount * sizeof(Entry));

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint Call(nint number, nint a, nint b, nint c, nint d, nint e, nint f);

    [LibraryImport("libc", EntryPoint = "mmap", SetLastError = true)]
    private static partial nint Map(nint address, nint length, int protection, int flags, int descriptor, nint offset);
}
