using System.Net;
using System.Net.Sockets;

namespace EventPlatform.Management;

/// <summary>A listener could not be opened; it ends the start with 1.</summary>
public sealed class ListenException(string key, EndPoint endPoint, SocketException cause)
    : Exception($"{key}: {endPoint} cannot be listened on: {Reason(cause)}", cause)
{
    private static string Reason(SocketException cause) =>
        cause.SocketErrorCode is SocketError.AddressAlreadyInUse ? "the port is in use" : cause.Message;
}
