using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace EventPlatform.Gateway.Security.Passwords;

/// <summary>
/// Credentials that were found right a moment ago, so that calls by HTTP need no hash each time. Kept is only an HMAC under a key that
/// this process has made for itself and never shows; wrong ones are not remembered, and who is not asked for any more is forgotten.
/// </summary>
internal sealed class PasswordMemory(TimeProvider time)
{
    /// <summary>How long a credential is remembered, counted from its verification.</summary>
    internal static readonly TimeSpan Remembered = TimeSpan.FromSeconds(60);

    /// <summary>Most that are remembered; the oldest goes first.</summary>
    internal const int Max = 10_000;

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(HMACSHA256.HashSizeInBytes);
    private readonly Dictionary<UInt128, long> _verifiedAt = [];
    private readonly Queue<(UInt128 Mark, long At)> _inOrder = new();
    private readonly Lock _lock = new();

    /// <summary>Those that are remembered.</summary>
    internal int Count
    {
        get
        {
            lock (_lock)
            {
                return _verifiedAt.Count;
            }
        }
    }

    /// <summary>Whether this password was right for this credential within the last 60 s.</summary>
    /// <param name="credential">Names what the password was compared with, in such a way that a change of it has another name.</param>
    /// <param name="password">The password.</param>
    public bool Knows(string credential, string password) => Knows(MarkOf(credential, password));

    /// <inheritdoc cref="Knows(string, string)"/>
    public bool Knows(UInt128 mark)
    {
        lock (_lock)
        {
            return _verifiedAt.TryGetValue(mark, out var at) && time.GetElapsedTime(at) < Remembered;
        }
    }

    /// <summary>The password has been found right.</summary>
    public void Remember(UInt128 mark)
    {
        var now = time.GetTimestamp();
        lock (_lock)
        {
            _verifiedAt[mark] = now;
            _inOrder.Enqueue((mark, now));
            while (_inOrder.TryPeek(out var oldest) && (_inOrder.Count > Max || time.GetElapsedTime(oldest.At, now) >= Remembered))
            {
                _inOrder.Dequeue();
                if (_verifiedAt.TryGetValue(oldest.Mark, out var at) && at == oldest.At)
                {
                    _verifiedAt.Remove(oldest.Mark);
                }
            }
        }
    }

    /// <summary>Names credential and password together; 128 bits are enough, as nobody can try against a key that stays in here.</summary>
    public UInt128 MarkOf(string credential, string password)
    {
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{credential}\0{password}"), mac);
        return BinaryPrimitives.ReadUInt128BigEndian(mac);
    }
}
