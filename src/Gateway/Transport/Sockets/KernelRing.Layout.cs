using System.Runtime.InteropServices;

namespace EventPlatform.Gateway.Transport.Sockets;

/// <summary>What is shared with the system, as linux/io_uring.h has it.</summary>
internal sealed unsafe partial class KernelRing
{
    /// <summary>io_uring_params: what is asked for, and where the queues lie in what is mapped.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 120)]
    private struct Layout
    {
        [FieldOffset(0)]
        public uint SubmissionCount;

        [FieldOffset(4)]
        public uint CompletionCount;

        [FieldOffset(8)]
        public uint Flags;

        [FieldOffset(40)]
        public SubmissionOffsets Submissions;

        [FieldOffset(80)]
        public CompletionOffsets Completions;
    }

    /// <summary>io_sqring_offsets.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 40)]
    private struct SubmissionOffsets
    {
        [FieldOffset(4)]
        public uint Tail;

        [FieldOffset(8)]
        public uint Mask;

        [FieldOffset(24)]
        public uint Array;
    }

    /// <summary>io_cqring_offsets.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 40)]
    private struct CompletionOffsets
    {
        [FieldOffset(0)]
        public uint Head;

        [FieldOffset(4)]
        public uint Tail;

        [FieldOffset(8)]
        public uint Mask;

        [FieldOffset(20)]
        public uint Results;
    }

    /// <summary>io_uring_sqe.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 64)]
    private struct Entry
    {
        [FieldOffset(0)]
        public byte Operation;

        [FieldOffset(4)]
        public int Descriptor;

        [FieldOffset(16)]
        public ulong Address;

        [FieldOffset(24)]
        public uint Length;

        [FieldOffset(28)]
        public uint Flags;

        [FieldOffset(32)]
        public ulong Tag;
    }

    /// <summary>io_uring_cqe.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 16)]
    private struct Result
    {
        [FieldOffset(0)]
        public ulong Tag;

        [FieldOffset(8)]
        public int Value;
    }
}
