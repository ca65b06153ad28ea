using System.Buffers.Binary;

namespace Orleans.Embedded;

/// <summary>
/// A write-ahead log (https://sqlite.org/fileformat2.html, section 4). SQLite ends it at the first frame that does not fit its checksum,
/// and drops the rest without a word: that is right for a commit that was torn, and wrong where the log was damaged.
/// </summary>
internal sealed class SqliteLog
{
    private const int HeaderBytes = 32;
    private const int FrameHeaderBytes = 24;
    private const uint Magic = 0x377f0682;

    private readonly byte[] _header = new byte[HeaderBytes];
    private readonly bool _isBigEndian;

    private SqliteLog(FileStream file)
    {
        file.ReadExactly(_header);
        _isBigEndian = (Word(_header, 0) & 1) == 1;
    }

    private bool IsHeaderSound => (Word(_header, 0) & ~1u) == Magic && Sum(_header.AsSpan(0, 24), (0, 0)) == Pair(_header, 24);

    private int PageBytes => Word(_header, 8) is var bytes && bytes == 1 ? 65_536 : (int)bytes;

    /// <summary>
    /// Whether a commit is broken that was followed by another one: the next one is written only after it was synced. The last commit may
    /// have been torn before it was answered, so of that nothing can be said.
    /// </summary>
    internal static bool IsDamaged(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        if (file.Length < HeaderBytes)
        {
            return false;
        }

        // The header is synced before the first frame is written.
        var log = new SqliteLog(file);
        return log.IsHeaderSound ? log.HasBrokenCommit(file) : file.Length > HeaderBytes + FrameHeaderBytes;
    }

    private bool HasBrokenCommit(FileStream file)
    {
        var frame = new byte[FrameHeaderBytes + PageBytes];
        var former = Pair(_header, 24);
        var isBroken = false;
        var isAfterCommit = false;
        while (file.ReadAtLeast(frame, frame.Length, throwOnEndOfStream: false) == frame.Length)
        {
            var isOfThisLog = frame.AsSpan(8, 8).SequenceEqual(_header.AsSpan(16, 8));
            var fits = isOfThisLog && Sum(frame.AsSpan(FrameHeaderBytes), Sum(frame.AsSpan(0, 8), former)) == Pair(frame, 16);
            if (fits && isBroken && isAfterCommit)
            {
                return true;
            }

            isBroken |= !fits;
            isAfterCommit = isOfThisLog && Word(frame, 4) != 0;
            former = Pair(frame, 16);
        }

        return false;
    }

    private (uint First, uint Second) Sum(ReadOnlySpan<byte> bytes, (uint First, uint Second) seed)
    {
        var (first, second) = seed;
        for (var at = 0; at < bytes.Length; at += 8)
        {
            first += SumWord(bytes[at..]) + second;
            second += SumWord(bytes[(at + 4)..]) + first;
        }

        return (first, second);
    }

    private uint SumWord(ReadOnlySpan<byte> bytes)
        => _isBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);

    private static uint Word(byte[] bytes, int at) => BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(at));

    private static (uint First, uint Second) Pair(byte[] bytes, int at) => (Word(bytes, at), Word(bytes, at + 4));
}
