using System.Buffers.Binary;
using System.Net;

namespace EventPlatform.Bench.Sessions.Net;

/// <summary>IPv4 addresses as the system wants them: <c>struct sockaddr_in</c>.</summary>
internal static class SocketAddresses
{
    internal const int Length = 16;
    private const short Internet = 2;

    internal static byte[] Of(IPEndPoint endPoint)
    {
        // family in the machine's order, port in the network's, address, zeros
        var address = new byte[Length];
        BitConverter.TryWriteBytes(address, Internet);
        BinaryPrimitives.WriteUInt16BigEndian(address.AsSpan(2), (ushort)endPoint.Port);
        endPoint.Address.TryWriteBytes(address.AsSpan(4), out _);
        return address;
    }

    internal static int Port(ReadOnlySpan<byte> address) => BinaryPrimitives.ReadUInt16BigEndian(address[2..]);
}
