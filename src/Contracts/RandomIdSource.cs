using System.Security.Cryptography;

namespace EventPlatform.Contracts;

/// <summary>UUIDs of version 4 (RFC 9562, 5.4) from the system's cryptographic random source.</summary>
public sealed class RandomIdSource : IIdSource
{
    public Guid NewId()
    {
        Span<byte> bytes = stackalloc byte[16];
        RandomNumberGenerator.Fill(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
